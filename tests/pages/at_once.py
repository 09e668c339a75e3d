"""Two people do something at the same moment, on connections of their own."""

import threading
import time

from django.db import close_old_connections

from familyhubs.database.actor import acting_as
from familyhubs.refusals import Refused
from tests.cast import somebody


def second_comes_meanwhile(first, second, by=None):
    """Do `first`; before its transaction ends, begin `second`. What each came to."""
    came, outcomes, actor = threading.Event(), {}, by or somebody("administrator")

    def do(name, act, wait):
        if wait:
            came.wait(10)
        try:
            with acting_as(actor):
                act(actor)
                came.set()
                time.sleep(0 if wait else 0.7)
            outcomes[name] = "done"
        except Refused as refused:
            outcomes[name] = str(refused)
        finally:
            close_old_connections()

    acts = (("first", first, False), ("second", second, True))
    threads = [threading.Thread(target=do, args=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes

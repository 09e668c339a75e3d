"""script/bench: servers of its own, kept between runs so that the loaded families are too."""

import sys

from familyhubs.embedded.environment import demo_environment, start_servers
from familyhubs.embedded.places import ROOT, Place
from familyhubs.embedded.processes import Died, Processes
from familyhubs.embedded.serve import alone_in
from familyhubs.embedded.static import collect_static
from familyhubs.embedded.stopping import stopping_on_signals
from familyhubs.embedded.suite import make_roles


def bench(folder, arguments):
    """Run the bench and give its exit code."""
    place = Place(folder)
    with alone_in(place, "A bench"), stopping_on_signals():
        try:
            with Processes() as processes:
                variables = demo_environment(place) | start_servers(place, processes)
                collect_static(place, processes, variables)
                make_roles(processes, variables)
                command = [sys.executable, "-m", "tests.bench", *arguments]
                return processes.run(command, env=variables, cwd=ROOT)
        except Died as death:
            raise SystemExit(f"\n{death}") from None
        finally:
            place.remove_sockets()
    return 130

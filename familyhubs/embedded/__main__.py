"""`python -m familyhubs.embedded server FOLDER` and `… test FOLDER [arguments]`."""

import sys

from familyhubs.embedded.serve import serve

if __name__ == "__main__":
    command, folder, *arguments = sys.argv[1:]
    serve(folder)

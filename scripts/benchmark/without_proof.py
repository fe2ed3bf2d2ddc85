"""`submission build` without its proof, to be timed beside WeasyPrint's own command, which has none.

python -m scripts.benchmark.without_proof SOURCE --to pdf --output DIR
"""

import sys

from toolchain import cli
from toolchain.pipeline import stages as pipeline

if __name__ == "__main__":
    pipeline.prove = lambda *_: ()
    sys.argv[1:1] = ["build"]
    cli.main()

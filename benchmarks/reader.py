"""How well the shipped reader does on the dev parts of its corpora: `python -m benchmarks.reader ../shared`."""

from training.evaluate import main

if __name__ == "__main__":
    main()

"""The configuration: read from YAML, checked as a whole, handed over as one frozen value.

Rules:
1. `config.load.load` is the only way in. It gives a `Config`, or `ConfigInvalid` with every mistake.
2. Imports `core`, pydantic and PyYAML. Adapters bring the models of their own sections (`config.base`).
3. No secret is ever in a message or a repr.

It doesn't start anything and reaches out to nothing but the files it is given.
"""

"""Names that Dagster accepts."""

import keyword

# Dagster's own words, besides Python's: nothing may have their name.
RESERVED = {"context", "conf", "config", "meta", "dict", "int", "str", "float", "bool"}
RESERVED |= {"input", "output", "type", "arg_dict", "input_arg_dict", "output_arg_dict"}


def op_name(name: str) -> str:
    is_reserved = name in RESERVED or keyword.iskeyword(name)
    return f"{name}_step" if is_reserved else name

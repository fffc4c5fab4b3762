"""Writes frozen.json: what CPython's `ast` says of the sources below, in the form that tree.ts gives.

Run it with the newest Python that is to be followed: python3.13 test/unit/parser/freeze.py
"""

import ast
import json
import pathlib
import re
import warnings

OPERATORS = {
    "Add": "+", "Sub": "-", "Mult": "*", "MatMult": "@", "Div": "/", "Mod": "%", "Pow": "**", "LShift": "<<",
    "RShift": ">>", "BitOr": "|", "BitXor": "^", "BitAnd": "&", "FloorDiv": "//", "Eq": "==", "NotEq": "!=",
    "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in",
    "Or": "or", "And": "and", "UAdd": "+", "USub": "-", "Invert": "~", "Not": "not",
}  # fmt: skip


def op(node):
    return OPERATORS[type(node).__name__]


class Converter:
    def __init__(self, source):
        self.starts = [0]
        self.lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", source)
        for line in self.lines:
            self.starts.append(self.starts[-1] + self.units(line))

    @staticmethod
    def units(text):
        return len(text.encode("utf-16-le", "surrogatepass")) // 2

    def offset(self, line, column):
        text = self.lines[line - 1]
        mark = 1 if line == 1 and text.startswith("\ufeff") else 0
        return self.starts[line - 1] + mark + self.units(text[mark:].encode()[:column].decode())

    def span(self, node):
        return [self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)]

    def constant(self, value, span):
        if isinstance(value, bool) or value is None:
            return ["constant", span, value]
        if value is ...:
            return ["constant", span, "..."]
        if isinstance(value, str):
            return ["string", span, value]
        if isinstance(value, bytes):
            return ["bytes", span, list(value)]
        if isinstance(value, int):
            return ["int", span, str(value)]
        if isinstance(value, float):
            return ["float", span, value]
        return ["complex", span, value.imag]

    def field(self, node):
        formatted = node.conversion != -1 or node.format_spec is not None
        return [self.expression(node.value), formatted]

    def expression(self, node):
        span, each, kind = self.span(node), self.expression, type(node).__name__
        match kind:
            case "Constant":
                return self.constant(node.value, span)
            case "Name":
                return ["name", span, node.id]
            case "Attribute":
                return ["attribute", span, each(node.value), node.attr]
            case "Subscript":
                return ["subscript", span, each(node.value), each(node.slice)]
            case "Call":
                return ["call", span, each(node.func), self.arguments(node.args, node.keywords)]
            case "JoinedStr":
                parts = [part.value if isinstance(part, ast.Constant) else self.field(part) for part in node.values]
                return ["f-string", span, parts]
            case "UnaryOp":
                return ["unary", span, op(node.op), each(node.operand)]
            case "BinOp":
                return ["binary", span, op(node.op), each(node.left), each(node.right)]
            case "Compare" if len(node.ops) == 1:
                return ["binary", span, op(node.ops[0]), each(node.left), each(node.comparators[0])]
            case "BoolOp":
                result = each(node.values[0])
                for value in node.values[1:]:
                    end = span[1] if value is node.values[-1] else each(value)[1][1]
                    result = ["binary", [span[0], end], op(node.op), result, each(value)]
                return result
            case "IfExp":
                return ["conditional", span, each(node.test), each(node.body), each(node.orelse)]
            case "List" | "Tuple" | "Set":
                return [kind.lower(), span, [each(item) for item in node.elts]]
            case "Dict":
                pairs = zip(node.keys, node.values, strict=True)
                return ["dict", span, [[key and each(key), each(value)] for key, value in pairs]]
            case "Lambda":
                return ["lambda", span]
            case _:
                return ["opaque", span]

    def arguments(self, positional, keywords):
        found = []
        for value in positional:
            star = isinstance(value, ast.Starred)
            item = ["star" if star else "positional", None, self.expression(value.value if star else value)]
            found.append((self.span(value)[0], item))
        for keyword in keywords:
            form = "keyword" if keyword.arg else "double-star"
            found.append((self.span(keyword)[0], [form, keyword.arg, self.expression(keyword.value)]))
        return [item for _, item in sorted(found, key=lambda pair: pair[0])]

    def parameters(self, arguments):
        plain = arguments.posonlyargs + arguments.args
        first_default = len(plain) - len(arguments.defaults)
        result = []
        for index, argument in enumerate(plain):
            form = "positional-only" if index < len(arguments.posonlyargs) else "plain"
            result.append([argument.arg, form, index >= first_default])
        if arguments.vararg:
            result.append([arguments.vararg.arg, "star", False])
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            result.append([argument.arg, "keyword-only", default is not None])
        if arguments.kwarg:
            result.append([arguments.kwarg.arg, "double-star", False])
        return result

    def names(self, names):
        return [[alias.name, alias.asname] for alias in names]

    def block(self, nodes):
        return [self.statement(node) for node in nodes]

    def statement(self, node):
        span, each, kind = self.span(node), self.expression, type(node).__name__
        match kind:
            case "ClassDef" | "FunctionDef" | "AsyncFunctionDef":
                decorators = [each(decorator) for decorator in node.decorator_list]
                doc = ast.get_docstring(node, clean=False)
                if kind == "ClassDef":
                    bases = self.arguments(node.bases, node.keywords)
                    return ["class", span[1], node.name, decorators, bases, doc, self.block(node.body)]
                parameters = self.parameters(node.args)
                return [kind, span, node.name, decorators, parameters, doc, self.block(node.body)]
            case "Assign":
                return ["assign", span, "=", [each(target) for target in node.targets], each(node.value)]
            case "AugAssign":
                return ["assign", span, op(node.op) + "=", [each(node.target)], each(node.value)]
            case "AnnAssign":
                return ["assign", span, "=", [each(node.target)], node.value and each(node.value)]
            case "Import":
                return ["import", span, self.names(node.names)]
            case "ImportFrom":
                return ["from-import", span, node.module or "", node.level, self.names(node.names)]
            case "If":
                return ["if", span, each(node.test), self.block(node.body), self.block(node.orelse)]
            case "Try" | "TryStar":
                handlers = [self.block(handler.body) for handler in node.handlers]
                rest = [self.block(node.orelse), self.block(node.finalbody)]
                return ["try", span, self.block(node.body), handlers, *rest]
            case "For" | "AsyncFor" | "While" | "With" | "AsyncWith" | "Match":
                if kind == "Match":
                    bodies = [case.body for case in node.cases]
                else:
                    bodies = [node.body] + ([node.orelse] if getattr(node, "orelse", []) else [])
                word = kind.removeprefix("Async").lower()
                return ["block", span, word, [self.block(body) for body in bodies]]
            case "Expr":
                return ["expression-statement", each(node.value)]
            case "Delete":
                return ["delete", span, [each(target) for target in node.targets]]
            case "Return":
                return ["return", span, node.value and each(node.value)]
            case "Pass":
                return ["pass", span]
            case _:
                return ["opaque-statement", span]


warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).parent
sources = re.split(r"^#{4,}.*\n", (HERE / "sources.txt").read_text(), flags=re.MULTILINE)
frozen = []
for text in sources:
    source = text.rstrip("\n").replace("␍", "\r").replace("␌", "\f").replace("␄", "\ufeff")
    tree = ast.parse(source.encode())
    frozen.append({"source": source, "tree": Converter(source.replace("\f", " ")).block(tree.body)})
(HERE / "frozen.json").write_text(json.dumps(frozen, indent=1, ensure_ascii=True) + "\n")
print(len(frozen), "sources")

"""How runs are found in Temporal's UI: by search attributes, where there are such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from temporalio import workflow
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.client import Client
from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
)
from temporalio.service import RPCError

from settings import FLOW_NAME
from temporal_orders import RunContext

FLOW_ATTRIBUTE = SearchAttributeKey.for_keyword("MetaflowFlow")
RUN_ATTRIBUTE = SearchAttributeKey.for_keyword("MetaflowRun")
ATTRIBUTES = (FLOW_ATTRIBUTE.name, RUN_ATTRIBUTE.name)


async def has_attributes(client: Client) -> bool:
    """A run that names an attribute which is not registered could not be started."""
    request = ListSearchAttributesRequest(namespace=client.namespace)
    try:
        known = await client.operator_service.list_search_attributes(request)
    except RPCError:  # not allowed to ask
        return False
    return all(name in known.custom_attributes for name in ATTRIBUTES)


async def add_attributes(client: Client) -> bool:
    if await has_attributes(client):
        return True
    keyword = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
    request = AddSearchAttributesRequest(
        namespace=client.namespace,
        search_attributes=dict.fromkeys(ATTRIBUTES, keyword),
    )
    try:
        await client.operator_service.add_search_attributes(request)
    except RPCError:  # it is for an administrator to do, as in Temporal Cloud
        return False
    return True


async def attributes_of_flow(client: Client) -> TypedSearchAttributes:
    """With which a run begins; it adds its own name itself."""
    known = await has_attributes(client)
    pairs = [SearchAttributePair(FLOW_ATTRIBUTE, FLOW_NAME)] if known else []
    return TypedSearchAttributes(pairs)


def tell_name(context: RunContext) -> None:
    """To who looks at Temporal, and wants to see the run in Metaflow."""
    workflow.upsert_memo({"metaflow_run": context.pathspec})
    if workflow.info().typed_search_attributes.get(FLOW_ATTRIBUTE):
        workflow.upsert_search_attributes([RUN_ATTRIBUTE.value_set(context.run_id)])


def details_of(pathspec: str, artifacts: Mapping[str, Sequence[str]]) -> str:
    """In Markdown, for Temporal's UI; what it shows is asked of a worker."""
    lines = [f"**{pathspec}**", "", "```python", retrieval(pathspec), "```", ""]
    lines += [f"* `{step}`: {', '.join(names)}" for step, names in artifacts.items()]
    return "\n".join(lines)


def retrieval(pathspec: str) -> str:
    return (
        f"from metaflow import Run, namespace\nnamespace(None)\nrun = Run({pathspec!r})"
    )

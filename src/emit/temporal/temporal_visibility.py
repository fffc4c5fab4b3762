"""How runs are found in Temporal's UI: by search attributes, where there are such."""

from __future__ import annotations

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

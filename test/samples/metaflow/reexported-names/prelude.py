import metaflow as mf
from metaflow import FlowSpec
from metaflow import step as task

from .base import Base
from . import steps
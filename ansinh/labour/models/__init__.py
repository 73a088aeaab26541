"""What the room of labour keeps."""

from ansinh.labour.models.placements import Placement, PlacementCheck

__all__ = ["Placement", "PlacementCheck"]

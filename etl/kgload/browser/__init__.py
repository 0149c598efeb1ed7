"""What kgload gives Neo4j Browser: saved queries as favourites, a style, a guide; as files, or served on loopback."""

from kgload.browser.files import GUIDE, STYLE, browser_files, export_files
from kgload.browser.serve import HOST, guide_server

__all__ = ["GUIDE", "HOST", "STYLE", "browser_files", "export_files", "guide_server"]

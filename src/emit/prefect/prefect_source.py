"""Where the source of a deployed version is, for who reads of it in Prefect's UI."""

from __future__ import annotations

import hashlib
import re
import subprocess

from settings import FLOW_FILE, FLOW_SHA256


def source_line() -> str:
    """The flow file and its hash; a link where a commit that has a remote holds it."""
    told = f"{FLOW_FILE.name}, sha256 {FLOW_SHA256[:12]}"
    url = source_url()
    return f"Source: [{told}]({url})" if url else f"Source: {told}"


def source_url() -> str | None:
    text = git("show", f"HEAD:./{FLOW_FILE.name}")
    if text is None or hashlib.sha256(text).hexdigest() != FLOW_SHA256:
        return None
    said = [
        git(*words)
        for words in (
            ("remote", "get-url", "origin"),
            ("rev-parse", "HEAD"),
            ("ls-files", "--full-name", FLOW_FILE.name),
        )
    ]
    remote, commit, path = [(each or b"").decode().strip() for each in said]
    address = web_address(remote)
    return f"{address}/blob/{commit}/{path}" if address and commit and path else None


def git(*words: str) -> bytes | None:
    """What git says of the folder of the flow; nothing outside of a repository."""
    command = ["git", "-C", str(FLOW_FILE.parent), *words]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def web_address(remote: str) -> str | None:
    """`git@host:team/flows.git` and its like; never with the secrets of a remote."""
    place = re.match(r"(?:(?:https?|ssh|git)://)?(?:[^@/]*@)?([^/:@]+)[:/](.+)", remote)
    if place is None:
        return None
    host, path = place.groups()
    path = re.sub(r"^\d+/", "", path)  # the port
    return f"https://{host}/{path.rstrip('/').removesuffix('.git')}"

"""Python with another version of a package, and all the rest as the tests have it."""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path


def python_with(
    folder: Path, *requirements: str, interpreter: str | Path = sys.executable
) -> Path:
    """Installs them into an environment of their own; gives its interpreter."""
    subprocess.run([interpreter, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    command = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    own = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # What is not found there is looked for here, where pip is, too.
    rest = Path(own.strip()) / "rest.pth"
    rest.write_text(sysconfig.get_path("purelib"))
    pip = [str(python), "-m", "pip", "install", "--quiet"]
    if requirements:
        subprocess.run([*pip, *requirements], check=True)
    return python


def interpreter_of(version: str) -> Path | None:
    """An installed Python of this version: on PATH, or one of pyenv's."""
    name = f"python{version}"
    pyenv = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/{name}"))
    for found in [shutil.which(name), *pyenv]:
        if (
            found
            and not subprocess.run([found, "-c", ""], capture_output=True).returncode
        ):
            return Path(found)
    return None

"""Python with another version of a package, and all the rest as the tests have it."""

import subprocess
import sys
import sysconfig
from pathlib import Path


def python_with(folder: Path, *requirements: str) -> Path:
    """Installs them into an environment of their own; gives its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    command = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    own = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # What is not found there is looked for here, where pip is, too.
    rest = Path(own.strip()) / "rest.pth"
    rest.write_text(sysconfig.get_path("purelib"))
    pip = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, *requirements], check=True)
    return python

"""What the user's program finds in its environment beside the image's own variables."""

import os

BAKED_MATPLOTLIB = "/opt/cellhive/matplotlib"


def threads(count: int) -> dict[str, str]:
    """How many threads BLAS and OpenMP may use; what is imported ahead has read the container's own values."""
    return dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), str(count))


def workspace() -> str:
    """The folder that a program starts in."""
    return os.environ.get("CELLHIVE_WORKSPACE", "/workspace")


def temporary() -> str:
    """The folder for temporary files."""
    return os.environ.get("CELLHIVE_TMP", "/tmp")


def variables() -> dict[str, str]:
    """All of it; makes the folder that matplotlib wants."""
    place = temporary()
    if os.path.isdir(BAKED_MATPLOTLIB):  # matplotlib refuses a read-only folder and would search for fonts at each start
        import shutil

        shutil.copytree(BAKED_MATPLOTLIB, f"{place}/matplotlib", dirs_exist_ok=True)
    return {
        **threads(int(os.environ.get("CELLHIVE_THREADS", "1"))),
        "HOME": place,
        "MPLCONFIGDIR": f"{place}/matplotlib",
        "IPYTHONDIR": f"{place}/ipython",
        "MPLBACKEND": "module://cellhive_runner.figures",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PIP_NO_INDEX": "1",  # there is no network: pip says so at once instead of trying for seconds
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }

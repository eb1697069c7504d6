"""A JUnit report: what Jenkins, GitLab and most of the actions for GitHub show of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from prodshape.report.base import Format, plain, ranked
from prodshape.verdict import Outcome

if TYPE_CHECKING:
    from prodshape.gate_report import GateReport
    from prodshape.verdict import AxisVerdict


class Junit(Format):
    """One suite a segment, one case an axis: a breach is a failure, what is undecided is skipped.

    All of these readers count `error` as failed, like `failure`. Undecided is neither: it says that nobody can tell yet, and the
    exit code says whether the job may go on. A breach that is only told (severity `warning`) passes and says so.
    """

    name = "junit"
    suffix = ".xml"

    def render(self, report: GateReport) -> str:
        """Write the suites with their totals."""
        root = ET.Element("testsuites", name=plain(f"prodshape gate: {report.verdict.contract.name}"))
        for segment in report.verdict.segments:
            suite = ET.SubElement(root, "testsuite", name=plain(f"{report.verdict.contract.name}: {segment}"))
            for axis, judged, _ in ranked(report, segment):
                _case(suite, segment, axis, judged)
            _total(suite)
            notes = "\n".join(map(plain, (report.verdict.sentence, *report.verdict.segments[segment].cautions)))
            ET.SubElement(suite, "system-out").text = notes
        _total(root)
        ET.indent(root)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(suite: ET.Element, segment: str, axis: str, judged: AxisVerdict) -> None:
    case = ET.SubElement(suite, "testcase", classname=plain(f"prodshape.{segment}"), name=plain(axis), time="0")
    sentence = plain(judged.sentence)
    if judged.verdict is Outcome.BREACH and judged.severity == "breach":
        ET.SubElement(case, "failure", message=sentence, type="breach").text = sentence
    elif judged.verdict is Outcome.UNDECIDED:
        ET.SubElement(case, "skipped", message=sentence)
    else:
        ET.SubElement(case, "system-out").text = sentence


def _total(element: ET.Element) -> None:
    for name, path in (("tests", ".//testcase"), ("failures", ".//failure"), ("skipped", ".//skipped")):
        element.set(name, str(len(element.findall(path))))
    element.set("errors", "0")
    element.set("time", "0")

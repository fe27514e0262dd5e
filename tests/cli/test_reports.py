"""What a person or a build server can rely on when it reads a report."""

from __future__ import annotations

import json
import re
import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import visavis
from visavis.checks import TEXT as ONE_TEXT
from visavis.checks import Finding, Problem, Rule, Severity
from visavis.checks.finding import Related
from visavis.checks.rule import rule
from visavis.cli.report import FORMATS, Context, count_findings, render_report
from visavis.text import Document


def _rule(name: str, severity: Severity, manual: str) -> Rule:
    def check(_document: Document) -> Iterator[Problem]:
        yield from ()

    check.__doc__ = manual
    return rule(name, severity, ONE_TEXT)(check)


RULES = {
    one.name: one
    for one in (
        _rule("pair.missing", Severity.ERROR, "An id on one side only.\n\nWrite the other side."),
        _rule("pair.untranslated", Severity.WARNING, "Not translated yet.\n\nTranslate it."),
        _rule("note.undefined", Severity.ERROR, "A note called, not defined.\n\nDefine it."),
    )
}

TEXT = {
    ("docs/etat.md", 41): "L'État partenaire garantit les communs.\n",
    ("docs/etat.md", 7): "Voir Cosma Orsi[^1].\n",
    ("docs_en/état 2.md", 3): "## The commons",
}

MISSING = Finding(
    rule="pair.missing",
    severity=Severity.ERROR,
    path="docs/etat.md",
    line=41,
    message="p12 has no English side",
    hint="write it after p11 (docs_en/etat.md:39) or mark it {.alone}",
    pair="p12",
    side="en",
)
NOTE = Finding(
    rule="note.undefined",
    severity=Severity.ERROR,
    path="docs/etat.md",
    line=7,
    message="the note [^1] is called and not defined",
    column=16,
    end_column=20,
)
UNTRANSLATED = Finding(
    rule="pair.untranslated",
    severity=Severity.WARNING,
    path="docs_en/état 2.md",
    line=3,
    message="p3 is not translated yet",
    pair="p3",
    side="fr",
)
FINDINGS = [MISSING, UNTRANSLATED, NOTE]


def report(
    format_name: str,
    findings: Sequence[Finding] = FINDINGS,
    lines: Mapping[tuple[str, int], str] = TEXT,
    **options: Any,
) -> str:
    def read_line(path: str, line: int) -> str:
        return lines.get((path, line), "")

    return render_report(findings, format_name, Context(RULES, read_line, **options))


def block(text: str) -> str:
    return textwrap.dedent(text).lstrip("\n")


# Text, for people.


def test_text_quotes_the_line_marks_the_place_and_counts() -> None:
    assert report("text") == block(
        """
        docs/etat.md:7: note.undefined: the note [^1] is called and not defined
             7 | Voir Cosma Orsi[^1].
               |                ^^^^ error
        docs/etat.md:41: pair.missing: p12 has no English side; write it after p11 \
(docs_en/etat.md:39) or mark it {.alone}
            41 | L'État partenaire garantit les communs.
               | error

        docs_en/état 2.md:3: pair.untranslated: p3 is not translated yet
             3 | ## The commons
               | warning

        2 errors, 1 warning in 2 files
        """
    )


def test_text_of_a_clean_edition_is_the_callers_sentence() -> None:
    assert report("text", []) == "No findings.\n"
    sentence = "No findings: 3 chapters, 41 pairs agree."
    assert report("text", [], summary=sentence) == f"{sentence}\n"


def test_text_names_the_severity_where_there_is_no_line_to_quote() -> None:
    assert report("text", [replace(MISSING, hint="", line=99)]) == block(
        """
        docs/etat.md:99: pair.missing: p12 has no English side
                 error

        1 error in 1 file
        """
    )


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ([MISSING], "1 error in 1 file"),
        ([UNTRANSLATED, UNTRANSLATED], "2 warnings in 1 file"),
        ([UNTRANSLATED, MISSING, NOTE], "2 errors, 1 warning in 2 files"),
    ],
)
def test_counts_agree_in_number(findings: list[Finding], words: str) -> None:
    assert count_findings(findings) == words


def test_colour_only_when_asked_for_and_then_only_colour_is_added() -> None:
    coloured = report("text", colour=True)
    assert "\x1b[31mnote.undefined\x1b[0m" in coloured
    assert "\x1b[33mpair.untranslated\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == report("text")


def test_the_sentence_cannot_steer_the_terminal_either() -> None:
    shown = report("text", [replace(MISSING, message="bad\x1b]0;title\x07\nnext", path="a\x1b.md")])
    assert "\x1b" not in shown
    assert shown.startswith("a␛.md:41: pair.missing: bad␛]0;title␇␊next; write")


# JSON, for scripts.


def test_json_keeps_its_fields_and_the_order_of_the_findings() -> None:
    assert report("json", [UNTRANSLATED]) == block(
        """
        [
          {
            "rule": "pair.untranslated",
            "severity": "warning",
            "path": "docs_en/état 2.md",
            "line": 3,
            "pair": "p3",
            "side": "fr",
            "message": "p3 is not translated yet",
            "hint": ""
          }
        ]
        """
    )
    assert [entry["line"] for entry in json.loads(report("json"))] == [41, 3, 7]


def test_json_of_a_clean_edition_is_an_empty_array() -> None:
    assert report("json", []) == "[]\n"


# SARIF, for forges and editors.


def run_of(text: str) -> dict[str, Any]:
    """The run of a SARIF log, after a look at what section 3 of the standard asks of its shape."""
    log = json.loads(text)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    prints = [result["partialFingerprints"]["visavis/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning"}
        assert isinstance(result["message"]["text"], str)
        (location,) = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert re.fullmatch(r"[A-Za-z0-9._~/-]*(%[0-9A-F]{2}[A-Za-z0-9._~/-]*)*", artifact["uri"])
        assert artifact["uriBaseId"] in run["originalUriBaseIds"]
        region = location["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region.get("startColumn", 1) >= 1
        assert region.get("endColumn", 10**9) >= region.get("startColumn", 1)
    return dict(run)


def uri_of(run: dict[str, Any]) -> str:
    (result,) = run["results"]
    return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def test_sarif_says_who_speaks_and_by_which_rules() -> None:
    driver = run_of(report("sarif", []))["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("Vis-à-vis", visavis.__version__)
    assert driver["rules"][1] == {
        "id": "pair.untranslated",
        "shortDescription": {"text": "Not translated yet."},
        "help": {"text": "Not translated yet.\n\nTranslate it."},
        "defaultConfiguration": {"level": "warning"},
    }


def test_sarif_result_has_its_place_in_code_points() -> None:
    run = run_of(report("sarif", [NOTE]))
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = run["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == (
        "note.undefined",
        2,
        "error",
    )
    assert result["message"] == {"text": "the note [^1] is called and not defined"}
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "docs/etat.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7, "startColumn": 16, "endColumn": 20},
    }


def test_sarif_paths_are_addresses_from_the_top_of_the_checkout() -> None:
    def uri(**options: Any) -> str:
        return uri_of(run_of(report("sarif", [UNTRANSLATED], **options)))

    assert uri() == "docs_en/%C3%A9tat%202.md"
    assert uri(root=Path("edition")) == "edition/docs_en/%C3%A9tat%202.md"


def test_a_rule_that_nobody_described_is_listed_all_the_same() -> None:
    run = run_of(report("sarif", [replace(NOTE, rule="new.rule")]))
    assert run["tool"]["driver"]["rules"][-1] == {"id": "new.rule"}


def test_sarif_fingerprint_outlives_lines_inserted_above() -> None:
    def fingerprint(finding: Finding, lines: Mapping[tuple[str, int], str]) -> object:
        return run_of(report("sarif", [finding], lines))["results"][0]["partialFingerprints"]

    line = TEXT["docs/etat.md", 41]
    moved = replace(MISSING, line=50, hint="write it after p11 (docs_en/etat.md:48)")
    before = fingerprint(MISSING, TEXT)
    assert fingerprint(moved, {("docs/etat.md", 50): line}) == before
    assert fingerprint(MISSING, {("docs/etat.md", 41): "Other words."}) != before
    assert fingerprint(replace(MISSING, pair="p13"), TEXT) != before


# JUnit, for build servers.


def test_junit_has_a_suite_a_file_and_a_case_a_rule_and_pair() -> None:
    twice = [MISSING, UNTRANSLATED, replace(MISSING, line=44, message="again", hint="")]
    assert report("junit", twice) == block(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="visavis" tests="2" failures="1" errors="0">
          <testsuite name="docs/etat.md" file="docs/etat.md" tests="1" failures="1" errors="0" \
skipped="0">
            <testcase classname="docs/etat.md" name="pair.missing p12">
              <failure type="error" message="p12 has no English side; write it after p11 \
(docs_en/etat.md:39) or mark it {.alone}">docs/etat.md:41: p12 has no English side; \
write it after p11 (docs_en/etat.md:39) or mark it {.alone}
        docs/etat.md:44: again</failure>
            </testcase>
          </testsuite>
          <testsuite name="docs_en/état 2.md" file="docs_en/état 2.md" tests="1" failures="0" \
errors="0" skipped="1">
            <testcase classname="docs_en/état 2.md" name="pair.untranslated p3">
              <skipped type="warning" message="p3 is not translated yet">docs_en/état 2.md:3: \
p3 is not translated yet</skipped>
            </testcase>
          </testsuite>
        </testsuites>
        """
    )


def test_junit_of_a_clean_edition_is_one_case_that_passes() -> None:
    assert report("junit", []) == block(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="visavis" tests="1" failures="0" errors="0">
          <testsuite name="visavis" tests="1" failures="0" errors="0" skipped="0">
            <testcase classname="visavis" name="check">
              <system-out>No findings.</system-out>
            </testcase>
          </testsuite>
        </testsuites>
        """
    )


@pytest.mark.parametrize(
    ("fail_on", "failures"), [(Severity.ERROR, "2"), (Severity.WARNING, "3"), (None, "0")]
)
def test_junit_fails_when_the_command_fails(fail_on: Severity | None, failures: str) -> None:
    assert ET.fromstring(report("junit", fail_on=fail_on)).get("failures") == failures


def test_junit_leaves_out_what_xml_cannot_hold() -> None:
    broken = replace(NOTE, message="a\x00b\x1b\ufffe <&\"'> ]]> 😀")
    failure = ET.fromstring(report("junit", [broken])).find(".//failure")
    assert failure is not None
    assert failure.get("message") == "ab <&\"'> ]]> 😀"


# GitHub, for pull requests.


def test_github_annotates_the_lines_of_the_checkout() -> None:
    assert report("github", root=Path("edition")) == block(
        """
        ::error file=edition/docs/etat.md,line=41,title=pair.missing::p12 has no English side; \
write it after p11 (docs_en/etat.md:39) or mark it {.alone}
        ::warning file=edition/docs_en/état 2.md,line=3,title=pair.untranslated::p3 is not \
translated yet
        ::error file=edition/docs/etat.md,line=7,col=16,endColumn=20,title=note.undefined::the \
note [^1] is called and not defined
        """
    )
    assert report("github", []) == ""


CHANGED = replace(
    UNTRANSLATED, related=(Related("docs/etat.md", 41, "p3 has changed here: “a” → “b”", 3),)
)


def test_another_place_that_has_to_do_with_a_finding_is_named_in_its_own_file() -> None:
    (result,) = run_of(report("sarif", [CHANGED]))["results"]
    (related,) = result["relatedLocations"]
    assert related["message"] == {"text": "p3 has changed here: “a” → “b”"}
    place = related["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "docs/etat.md", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 41, "startColumn": 3}
    assert report("github", [CHANGED], root=Path("edition")).splitlines()[1] == (
        "::notice file=edition/docs/etat.md,line=41,col=3,title=pair.untranslated"
        "::p3 has changed here: “a” → “b”"
    )
    assert report("line", [CHANGED]).splitlines()[1] == (
        "docs/etat.md:41:3: info pair.untranslated p3 has changed here: “a” → “b”"
    )


def test_github_escapes_what_would_end_a_command_or_a_property() -> None:
    sly = replace(MISSING, path="a,b:c%.md", message="50 %, voir : x\r\n::error::y\x1b[0m", hint="")
    assert report("github", [sly]) == (
        "::error file=a%2Cb%3Ac%25.md,line=41,title=pair.missing::"
        "50 %25, voir : x%0D%0A::error::y␛[0m\n"
    )


# All of them.

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))
ANY_FINDING = st.builds(
    Finding,
    rule=st.sampled_from([*RULES, "new.rule"]) | ANY_TEXT,
    severity=st.sampled_from(Severity),
    path=ANY_TEXT,
    line=st.integers(1, 10**6),
    message=ANY_TEXT,
    hint=ANY_TEXT,
    pair=st.none() | ANY_TEXT,
    side=st.none() | st.sampled_from(["fr", "en"]),
    column=st.integers(0, 300),
    end_column=st.integers(0, 300),
)


@given(findings=st.lists(ANY_FINDING, max_size=5), line=ANY_TEXT)
def test_every_report_of_any_findings_can_be_read_by_its_reader(
    findings: list[Finding], line: str
) -> None:
    context = Context(RULES, lambda _path, _number: line)
    reports = {name: render_report(findings, name, context) for name in FORMATS}
    for text in reports.values():
        assert text.encode("utf-8").decode("utf-8") == text
    assert len(json.loads(reports["json"])) == len(findings)
    assert len(run_of(reports["sarif"])["results"]) == len(findings)
    cases = ET.fromstring(reports["junit"].encode("utf-8")).findall("testsuite/testcase")
    assert 1 <= len(cases) <= max(len(findings), 1)
    annotations = re.split("[\r\n]", reports["github"])
    assert annotations.pop() == ""
    assert len(annotations) == len(findings)
    assert all(re.match("::(error|warning) file=[^,:]*,line=", row) for row in annotations)
    closing = count_findings(findings) if findings else "No findings."
    assert reports["text"].split("\n")[-2] == closing
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e]", reports["text"])


@given(path=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_path_survives_the_address(path: str) -> None:
    assert unquote(uri_of(run_of(report("sarif", [replace(NOTE, path=path)])))) == path

"""Scripts and styles that are smaller and do the same."""

from __future__ import annotations

import pytest

from atelier.web.pages.compact import compact_markup, compact_script, compact_style


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("// said\nconst number = 1 // one\n", "let y=1"),
        ("const first = 1\nconst second = first + first\n", "let y=1,z=y+y"),
        ("const add = (one, two) => one + two\n", "let y=(a,b)=>a+b"),
        ("const value = {name: 1}\nuse(value.name)\n", "let y={name:1}\nuse(y.name)"),
        ("const name = 1\nuse({name, age: name})\n", "let y=1\nuse({name:y,age:y})"),
        ("const {name, age} = find()\nuse(age)\n", "let{name,age}=find()\nuse(age)"),
        ("const text = 'a  // b  const'\n", "let y='a  // b  const'"),
        ("const a = 1\nconst b = a - -a\n", "let y=1,z=y- -y"),
        ("try {\n  go()\n} catch (error) {\n  stop(error)\n}\n", "try{go()}catch(error){stop(error)}"),
        (
            "const run = async () => {\n  const kept = 1\n  await go(kept)\n  return true\n}\n",
            "let y=async()=>{let a=1\nawait go(a)\nreturn!0}",
        ),
        (
            "const one = kept => kept\nconst two = found => one(found)\n",
            "let y=a=>a,z=a=>y(a)",
        ),
    ],
)
def test_a_script_keeps_its_meaning(source: str, wanted: str) -> None:
    assert compact_script(source) == wanted


def test_a_style_is_smaller() -> None:
    source = "/* said */\n:root { --ground: #fff; }\n"
    source += "body > p { color: var(--ground) !important; margin: 0 1em; }\n"
    assert compact_style(source) == ":root{--a:#fff}body>p{color:var(--a)!important;margin:0 1em}"


def test_markup_is_smaller() -> None:
    assert compact_markup('<p class="one two" id="three">\n  <b>$text</b>\n') == (
        '<p class="one two" id=three><b>$text</b>'
    )

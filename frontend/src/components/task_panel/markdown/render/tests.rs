use super::render;
use crate::components::task_panel::markdown::ticked;

/// Each construct, what it has to become, and where it can do harm what it must not.
const CORPUS: &[(&str, &str, &[&str])] = &[
    (
        "paragraphs",
        "One.\n\nTwo.",
        &["<p>One.</p>", "<p>Two.</p>"],
    ),
    (
        "typed lines",
        "One\nTwo\nThree",
        &["One<br />", "Two<br />", "Three</p>"],
    ),
    (
        "lines of an item",
        "- One\n  Two",
        &["<li>One<br />", "Two</li>"],
    ),
    (
        "lines of a quote",
        "> One\n> Two",
        &["<blockquote>", "One<br />", "Two</p>"],
    ),
    (
        "hard breaks",
        "One  \nTwo\\\nThree",
        &["One<br />", "Two<br />", "Three"],
    ),
    (
        "emphasis",
        "*a* **b** ~~c~~ `d`",
        &[
            "<em>a</em>",
            "<strong>b</strong>",
            "<del>c</del>",
            "<code>d</code>",
        ],
    ),
    (
        "headings",
        "# A\n## B\n### C\n#### D\n##### E\n###### F",
        &[
            "<h3>A</h3>",
            "<h4>B</h4>",
            "<h5>C</h5>",
            "<h6>D</h6>",
            "<h6>E</h6>",
            "<h6>F</h6>",
        ],
    ),
    (
        "underlined headings",
        "A\n===\n\nB\n---",
        &["<h3>A</h3>", "<h4>B</h4>"],
    ),
    (
        "lists",
        "- a\n  - b\n\n3. c\n4. d",
        &["<ul>", "<li>a\n<ul>", "<ol start=\"3\">"],
    ),
    ("loose lists", "- a\n\n- b", &["<li>\n<p>a</p>"]),
    (
        "tasks",
        "- [ ] Ship\n- [x] *Test* it",
        &[
            "data-at=\"2\" aria-label=\"Ship\"> Ship",
            "data-at=\"13\" aria-label=\"Test it\" checked> <em>Test</em> it",
        ],
    ),
    (
        "tasks of tasks",
        "1. [ ] a\n   - [x] b",
        &["data-at=\"3\"", "data-at=\"14\" aria-label=\"b\" checked"],
    ),
    ("a rule", "a\n\n---\n\nb", &["<hr />"]),
    (
        "code",
        "```rust\nlet x = 1 < 2;\n```",
        &["role=\"region\" aria-label=\"Code in rust, 1\"><code>let x = 1 &lt; 2;\n</code></pre>"],
    ),
    (
        "indented code",
        "a\n\n    b  c",
        &["tabindex=\"0\"", "aria-label=\"Code, 1\"><code>b  c"],
    ),
    (
        "code in code",
        "````\n```\n````\n\n```\nx\n```",
        &[
            "aria-label=\"Code, 1\"><code>```",
            "aria-label=\"Code, 2\"><code>x",
        ],
    ),
    (
        "tables",
        "|a|b|c|d|\n|-|:-|:-:|-:|\n|1|2|3|4|",
        &[
            "<div class=\"prose-table\" tabindex=\"0\" role=\"region\" aria-label=\"Table, 1\"><table><thead><tr><th>a</th>",
            "<th class=\"is-left\">b</th><th class=\"is-center\">c</th><th class=\"is-right\">d</th></tr></thead><tbody>",
            "<td>1</td><td class=\"is-left\">2</td><td class=\"is-center\">3</td><td class=\"is-right\">4</td></tr></tbody></table></div>",
        ],
    ),
    (
        "links",
        "[a](https://a.example/?x=\"y)",
        &[
            "<a href=\"https://a.example/?x=&quot;y\" target=\"_blank\" rel=\"noopener",
            ">a</a>",
        ],
    ),
    (
        "links without a text",
        "[](https://a.example)",
        &[">https://a.example</a>"],
    ),
    (
        "mail",
        "<a@b.example> [w](mailto:c@d.example)",
        &["href=\"mailto:a@b.example\"", "href=\"mailto:c@d.example\""],
    ),
    (
        "bare addresses",
        "See https://a.example/x_y?q=1&r=2, (http://b.example/(c)).",
        &[
            "href=\"https://a.example/x_y?q=1&amp;r=2\"",
            "href=\"http://b.example/(c)\"",
            "</a>).</p>",
        ],
    ),
    (
        "links in angles",
        "<https://a.example>",
        &[">https://a.example</a>"],
    ),
    (
        "reference links",
        "[a]\n\n[a]: https://a.example",
        &["href=\"https://a.example\""],
    ),
    (
        "pictures",
        "![x](https://a.example/x.png)",
        &["<a href=\"https://a.example/x.png\"", ">x</a>"],
    ),
    (
        "pictures without a text",
        "![](https://a.example/x.png)",
        &[">https://a.example/x.png</a>"],
    ),
    (
        "links that lead nowhere",
        "[a](javascript:alert(1)) [b](//evil.example) [c](data:text/html,x) [d](JaVaScRiPt:x)",
        &["<a>a</a>", "<a>b</a>", "<a>c</a>", "<a>d</a>"],
    ),
    (
        "HTML is shown",
        "a <img src=x onerror=alert(1)> b",
        &["a &lt;img src=x onerror=alert(1)&gt; b"],
    ),
    (
        "blocks of HTML are shown",
        "<script>\nalert(1)\n</script>",
        &["&lt;script&gt;<br />", "alert(1)<br />", "&lt;/script&gt;"],
    ),
    (
        "languages that are tags",
        "```\"><img src=x>\nx\n```",
        &["Code in &quot;&gt;&lt;img"],
    ),
    (
        "names of tasks that are tags",
        "- [ ] \"><img src=x>",
        &["aria-label=\"&quot;&gt;&lt;img src=x&gt;\""],
    ),
    ("entities", "&lt;b&gt; &copy;", &["&lt;b&gt; ©"]),
    (
        "addresses in code",
        "`https://a.example` and https://",
        &["<code>https://a.example</code> and https://</p>"],
    ),
    (
        "addresses in links",
        "[https://a.example](https://a.example)",
        &["\">https://a.example</a></p>"],
    ),
    (
        "addresses of no web",
        "javascript://x",
        &["<p>javascript://x</p>"],
    ),
    ("nothing", "", &[]),
    (
        "signs that mean nothing",
        "5 * 3 * 2 and snake_case_name",
        &["5 * 3 * 2 and snake_case_name"],
    ),
];

#[test]
fn each_construct_becomes_what_it_says() {
    for (name, text, wanted) in CORPUS {
        let html = render(text, true);
        for part in *wanted {
            assert!(html.contains(part), "{name}: {part} is not in {html}");
        }
    }
}

#[test]
fn nothing_of_it_can_do_harm() {
    for (name, text, _) in CORPUS {
        let html = render(text, true);
        let mut rest = html.as_str();
        while let Some((_, from)) = rest.split_once('<') {
            let (tag, after) = from.split_once('>').expect("each tag ends");
            let element = tag.trim_start_matches('/').split([' ', '/']).next();
            let known = "a blockquote br code del div em h3 h4 h5 h6 hr input li ol p pre strong table tbody td th thead tr ul";
            assert!(
                known.split(' ').any(|k| Some(k) == element),
                "{name}: <{tag}>"
            );
            // What stands in quotes is a value.
            let names = tag.split('"').step_by(2).collect::<String>();
            for bad in ["style", "src", "srcset", "id=", " on"] {
                assert!(!names.contains(bad), "{name}: <{tag}>");
            }
            if let Some((_, to)) = tag.split_once("href=\"") {
                let is_safe = ["https:", "http:", "mailto:"]
                    .iter()
                    .any(|s| to.starts_with(s));
                assert!(is_safe, "{name}: <{tag}>");
            }
            rest = after;
        }
    }
}

#[test]
fn a_box_is_ticked_in_the_text_and_nowhere_else() {
    for (name, text, _) in CORPUS.iter().filter(|(_, text, _)| text.contains("- [")) {
        let html = render(text, true);
        for at in html.split("data-at=\"").skip(1) {
            let at = at.split('"').next().unwrap().parse().unwrap();
            let once = ticked(text, at).unwrap_or_else(|| panic!("{name}: no box at {at}"));
            assert_ne!(&once, text, "{name}");
            let checked = |html: &str| {
                html.matches(" checked")
                    .count()
                    .abs_diff(html.matches("data-at").count())
            };
            assert_eq!(
                checked(&html).abs_diff(checked(&render(&once, true))),
                1,
                "{name}"
            );
            assert_eq!(ticked(&once, at).as_deref(), Some(*text), "{name}");
        }
    }
    assert!(render("- [ ] a", false).contains(" disabled"));
    assert!(!render("- [ ] a", true).contains(" disabled"));
}

//! Short names between the program and the JavaScript that wasm-bindgen makes. Its own carry a hash of sixteen digits each, which no
//! compression makes smaller, and stand in both files.

use std::collections::HashMap;

use anyhow::{Result, bail};
use wasm_bindgen_cli_support::Output;

/// What programs call the JavaScript beside them, for short.
const SHORT_MODULE: &str = "$";

/// How the names of closures begin. Other exports are the splitter's, and the parts ask for them by name.
const CLOSURE: &str = "wasm_bindgen__";

/// The short names by the long ones.
pub struct Names {
    /// What the program calls the JavaScript beside it.
    module: String,
    short: HashMap<String, String>,
}

impl Names {
    /// Gives short names to what a program has of its JavaScript, and the other way round.
    pub fn shorten(output: &mut Output, program: &str) -> Self {
        let mut names = Self::of(program);
        let wasm = output.wasm_mut();
        for import in wasm.imports.iter_mut() {
            if import.module != names.module {
                continue;
            }
            SHORT_MODULE.clone_into(&mut import.module);
            names.give(&mut import.name);
        }
        for export in wasm.exports.iter_mut() {
            if export.name.starts_with(CLOSURE) {
                names.give(&mut export.name);
            }
        }
        names
    }

    fn of(program: &str) -> Self {
        Self {
            module: format!("./{program}_bg.js"),
            short: HashMap::new(),
        }
    }

    fn give(&mut self, name: &mut String) {
        if has_hash(name) {
            let short = format!("${}", self.short.len());
            *name = self.short.entry(name.clone()).or_insert(short).clone();
        }
    }

    /// The JavaScript with the same names.
    pub fn rewrite(&self, js: &str) -> Result<String> {
        let module = format!("\"{}\": ", self.module);
        let mut after_dollar = js.split('$').skip(1);
        if js.matches(&module).count() != 1 || after_dollar.any(|rest| rest.starts_with(is_part)) {
            bail!("wasm-bindgen writes its JavaScript in a way that is not known here");
        }
        let mut out = String::with_capacity(js.len());
        let mut rest = js;
        while let Some(start) = rest.find(is_part) {
            let (before, from_name) = rest.split_at(start);
            let end = from_name.find(|c| !is_part(c)).unwrap_or(from_name.len());
            let (name, after) = from_name.split_at(end);
            out.push_str(before);
            out.push_str(self.short.get(name).map_or(name, String::as_str));
            rest = after;
        }
        out.push_str(rest);
        Ok(out.replace(&module, &format!("\"{SHORT_MODULE}\": ")))
    }
}

/// Whether a sign stands in names.
fn is_part(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || sign == '_'
}

/// Whether one of a name's words is a hash; closures have an `h` before theirs.
fn has_hash(name: &str) -> bool {
    name.split('_').any(|word| {
        let digits = word.strip_prefix('h').unwrap_or(word);
        digits.len() == 16 && digits.chars().all(|c| c.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut names = Names::of("tutti");
        for name in [
            "__wbg_log_ff86bbb34c295e21",
            "wasm_bindgen__invoke__h00f272247694202a_15",
            "__wbindgen_malloc",
        ] {
            names.give(&mut name.to_owned());
        }
        names
    }

    #[test]
    fn what_carries_a_hash_gets_a_short_name_everywhere() {
        let js = "import0 = {\n  __wbg_log_ff86bbb34c295e21: function(a) { wasm.__wbindgen_malloc(`${a}`); },\n};\n\
                  wasm.wasm_bindgen__invoke__h00f272247694202a_15(); // __wbg_log_ff86bbb34c295e21_\n\"./tutti_bg.js\": import0,";
        assert_eq!(
            names().rewrite(js).unwrap(),
            "import0 = {\n  $0: function(a) { wasm.__wbindgen_malloc(`${a}`); },\n};\n\
             wasm.$1(); // __wbg_log_ff86bbb34c295e21_\n\"$\": import0,"
        );
    }

    #[test]
    fn a_name_of_its_own_that_could_be_mistaken_is_told() {
        assert!(
            names()
                .rewrite("$0 = 1; \"./tutti_bg.js\": import0")
                .is_err()
        );
        assert!(names().rewrite("import0").is_err());
    }
}

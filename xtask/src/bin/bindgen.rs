//! Writes the JavaScript side of one WebAssembly module.
//!
//! `bindgen IN.wasm OUT_DIR NAME web|classic`
//!
//! `web` makes an ES module, for the page; `classic` makes a plain script, for a worker that must also start in
//! browsers without module workers (Firefox before 114). Both come out as `NAME.js` and `NAME_bg.wasm`, and neither
//! knows where its `.wasm` lies: whoever starts it says so.

use anyhow::{Context, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [input, out, name, kind] = args.as_slice() else {
        bail!("usage: bindgen IN.wasm OUT_DIR NAME web|classic");
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name(name)
        .typescript(false)
        .omit_default_module_path(true)
        .remove_producers_section(true);
    match kind.as_str() {
        "web" => bindgen.web(true)?,
        "classic" => bindgen.no_modules(true)?,
        other => bail!("unknown kind {other:?}: web or classic"),
    };
    bindgen.generate(out).with_context(|| format!("no bindings for {input}"))
}

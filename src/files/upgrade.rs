//! From one version of the document format to the next, as steps on the JSON of a whole file.
//!
//! A step sees the file before anything is read from it, so that the document itself has to know the newest version
//! only. `docs/format.md` says how to add one. Must never guess: what a step does not find it leaves alone.

use serde_json::Value;

/// From the version before `to` to `to`.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub to: u32,
    /// Changes the file, whose member `document` is the document. It must give the same for the same.
    pub turn: fn(&mut Value),
}

/// The chain of steps, in order; there is only one version so far.
pub(super) const STEPS: [Step; 0] = [];

/// The file as version `to`; none: the chain does not reach back as far as `from`.
pub(super) fn upgrade(mut file: Value, from: u32, to: u32, steps: &[Step]) -> Option<Value> {
    for version in from + 1..=to {
        let step = steps.iter().find(|step| step.to == version)?;
        (step.turn)(&mut file);
        file.as_object_mut()?.insert("schemaVersion".to_owned(), version.into());
    }
    Some(file)
}

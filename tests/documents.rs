//! What the documentation promises about documents, held against the program.
#![cfg(not(target_arch = "wasm32"))]

use mingheng::engine::{Keep, assess, check};
use mingheng::files::{read_document, scores_csv};

#[test]
fn the_example_in_the_documentation_opens_and_is_scored() {
    let page = include_str!("../docs/format.md");
    let start = page.find("```json").expect("the page has an example") + "```json".len();
    let example = page[start..].split("```").next().expect("the example ends");
    let document = read_document("example.json", example.as_bytes()).expect("the example is a document");
    let checked = check(document).expect("the example can be computed");
    let question = checked.question(None, None).expect("the whole is always scored");
    let table = scores_csv(&checked, &assess(&checked, &question, Keep::Results));
    // Worked by hand. A201 has one ballot, 92 of 100. The 督查 event takes 0.5.
    // D01: 36 of 36 → 60.00; 0.92 × 40 = 36.80; 96.80 − 0.50 = 96.30. One of two subjects × 20 % is no place at the top.
    // D02: its A101 holds NA → not applicable; A201 has no ballot → missing, so 100 points × 0.
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert_eq!(rows[0], "D01,A,96.800000,0.000000,0.500000,96.300000,96.30,1,合格,quota,60.000000,36.800000");
    assert_eq!(rows[1], "D02,A,0.000000,0.000000,0.000000,0.000000,0.00,2,合格,missing,0.000000,0.000000");
}

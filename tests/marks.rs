//! The table of short texts and their marks, run natively.

#[path = "common/marks.rs"]
mod table;

#[test]
fn every_case_of_the_table() {
    let cases = table::cases();
    assert!(cases.len() >= 28, "the table is not read whole");
    let mut wrong = String::new();
    for case in &cases {
        let found = table::marks(&case.text);
        if found != case.expected {
            wrong += &format!(
                "\n== {}\nexpected {:#?}\nfound {found:#?}\n",
                case.name, case.expected
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

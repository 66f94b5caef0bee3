//! The opening of every word table.

use super::Complaint;
use crate::repository::TextFile;

const NEEDED: &[&str] = &["# Source:", "# Licence:", "# columns:"];

pub(super) fn headers(files: &[TextFile]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("lexicon/") && file.ends("tsv")) {
        let opening: Vec<&str> = file.text.lines().take_while(|line| line.starts_with('#')).collect();
        for needed in NEEDED {
            if !opening.iter().any(|line| line.starts_with(needed)) {
                complaints.push(format!("{}:1: no `{needed}` line in the opening comment; expected one", file.path));
            }
        }
        for (number, line) in (1..).zip(file.text.split('\n')) {
            if line.ends_with(['\r', ' ', '\t']) {
                complaints.push(format!("{}:{number}: white space at the end; expected none", file.path));
            }
        }
        if !file.text.ends_with('\n') {
            complaints.push(format!("{}: no line feed at the end; expected one", file.path));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_without_its_opening_is_told() {
        let table = |text: &str| vec![TextFile { path: "lexicon/a/b.tsv".to_owned(), text: text.to_owned() }];
        let good = "# Words.\n# Source: us. \n# Licence: CC0-1.0\n# columns: a\tarabic\nx\tقال\n";
        assert_eq!(headers(&table(good)), ["lexicon/a/b.tsv:2: white space at the end; expected none"]);
        assert_eq!(headers(&table("x\tقال\n")).len(), 3);
        assert_eq!(headers(&table(&good.replace(". \n", ".\n").replace("قال\n", "قال"))).len(), 1);
    }
}

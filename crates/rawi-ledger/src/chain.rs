//! Hash chains: who changes, drops or puts in a row changes every link after it.

use sha2::{Digest, Sha256};

/// The link of a row: SHA-256 of the link before and of all fields, each with its length before it, so that no two rows are written alike.
pub(crate) fn link(before: &[u8], fields: &[Option<&str>]) -> Vec<u8> {
    let mut hash = Sha256::new();
    push(&mut hash, before);
    for field in fields {
        hash.update([u8::from(field.is_some())]);
        push(&mut hash, field.unwrap_or_default().as_bytes());
    }
    hash.finalize().to_vec()
}

/// Adds bytes to a hash, their number first.
pub(crate) fn push(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

/// The columns of a document that its link holds, in this order; `seq` and the link itself are all that is left out.
pub(crate) const DOCUMENT: &str = "sha256, url, key, path, outlet, author, language, published, day, headline, text";

/// How many columns [`DOCUMENT`] names.
pub(crate) const DOCUMENT_FIELDS: usize = 11;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_rows_are_written_alike() {
        let links = [
            link(b"", &[Some("ab"), Some("c")]),
            link(b"", &[Some("a"), Some("bc")]),
            link(b"", &[Some("abc"), None]),
            link(b"", &[Some("abc"), Some("")]),
            link(b"a", &[Some("bc"), Some("")]),
        ];
        for (at, one) in links.iter().enumerate() {
            assert!(links[..at].iter().all(|other| other != one), "{at}");
        }
    }
}

//! Bytes into characters.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// Browsers look for a declaration in this many bytes.
const DECLARATION_WITHIN: usize = 1024;

/// A page's characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// Name of the encoding that it was read in, such as `UTF-8`.
    pub encoding: &'static str,
    /// True if some bytes meant nothing in it and were replaced by U+FFFD.
    pub replaced: bool,
}

/// Decodes a page by its byte order mark, by the encoding that it declares, or as UTF-8.
///
/// A page without a declaration that is not UTF-8 is read as windows-1252, as browsers do.
/// Linear; borrows where the bytes are UTF-8 already.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    let declared = declared(bytes);
    let (text, encoding, replaced) = declared.unwrap_or(UTF_8).decode(bytes);
    if replaced && declared.is_none() && encoding == UTF_8 && !bytes.starts_with(b"\xef\xbb\xbf") {
        let share = text.matches('\u{fffd}').count() as f64 / bytes.len() as f64;
        // A few broken bytes in UTF-8 text are damage; text of another encoding has no valid
        // sequence at all.
        let has_valid = text
            .chars()
            .any(|character| !character.is_ascii() && character != '\u{fffd}');
        if !has_valid && share < 0.25 {
            let (text, encoding, replaced) = WINDOWS_1252.decode(bytes);
            return Decoded {
                text,
                encoding: encoding.name(),
                replaced,
            };
        }
    }
    Decoded {
        text,
        encoding: encoding.name(),
        replaced,
    }
}

/// The encoding that a `<meta>` declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    let head = head.to_ascii_lowercase();
    let mut rest = &head[..];
    while let Some(at) = find(rest, b"<meta") {
        let tag = &rest[at..];
        let tag = &tag[..tag.iter().position(|byte| *byte == b'>')?];
        if let Some(charset) = find(tag, b"charset") {
            let label = tag[charset + b"charset".len()..].trim_ascii_start();
            if let Some(label) = label.strip_prefix(b"=") {
                let label = label.trim_ascii_start();
                let label = label
                    .strip_prefix(b"\"")
                    .or(label.strip_prefix(b"'"))
                    .unwrap_or(label);
                let end = label
                    .iter()
                    .position(|byte| matches!(byte, b'"' | b'\'' | b';' | b' ' | b'/'))
                    .unwrap_or(label.len());
                // A page whose declaration could be read byte by byte is not UTF-16.
                return Encoding::for_label(&label[..end]).map(Encoding::output_encoding);
            }
        }
        rest = &rest[at + tag.len()..];
    }
    None
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn marks_and_declarations_are_honoured() {
        assert_eq!(decode(b"\xef\xbb\xbfcaf\xc3\xa9").text, "café");
        assert_eq!(decode(b"\xff\xfea\0b\0").text, "ab");
        let latin = decode(
            b"<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>caf\xe9",
        );
        assert!(latin.text.ends_with("café") && !latin.replaced);
        let cyrillic = decode(b"<META CHARSET = \"windows-1251\" ><p>\xc4\xe0");
        assert!(cyrillic.text.ends_with("Да"));
        assert_eq!(cyrillic.encoding, "windows-1251");
    }

    #[test]
    fn undeclared_bytes_are_utf_8_or_western() {
        assert_eq!(decode(b"It is \x93new\x94").text, "It is “new”");
        let damaged = decode(b"caf\xc3\xa9 \xff");
        assert!(damaged.replaced);
        assert_eq!(damaged.text, "café \u{fffd}");
        assert_eq!(decode(b"").text, "");
        assert_eq!(
            decode(b"<meta charset=\"nonsense\">\xc3\xa9").text,
            "<meta charset=\"nonsense\">é"
        );
    }
}

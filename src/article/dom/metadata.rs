//! What the head of a page says about its article.
//!
//! Pages name the same thing in a dozen ways; each name has a rank, and the lowest rank wins,
//! the first one of equals.

use crate::article::Metadata;

/// Values are cut here: a headline or a name is shorter.
const MAX_CHARACTERS: usize = 500;

/// What stands between a headline and the name of its site in `<title>`.
const SEPARATORS: [&str; 9] = ["|", "-", "–", "—", "::", ":", "·", "•", "»"];

#[derive(Debug, Clone, Default)]
struct Ranked(Option<(u8, String)>);

impl Ranked {
    fn offer(&mut self, rank: u8, value: &str) {
        if self.0.as_ref().is_none_or(|(known, _)| rank < *known) {
            let value = one_line(value);
            if !value.is_empty() {
                self.0 = Some((rank, value));
            }
        }
    }

    fn take(self) -> Option<String> {
        self.0.map(|(_, value)| value)
    }
}

/// Gathers metadata as it comes.
#[derive(Debug, Clone, Default)]
pub(super) struct MetadataReader {
    title: Ranked,
    byline: Ranked,
    published: Ranked,
    site: Ranked,
    url: Ranked,
    language: Ranked,
}

impl MetadataReader {
    /// Takes one name and its value: `title`, `canonical`, `lang`, or the `name`, `property` or
    /// `itemprop` of a `<meta>`. Unknown names are ignored.
    pub(super) fn offer(&mut self, key: &str, value: &str) {
        let key = key.trim().to_ascii_lowercase();
        let (field, rank) = match key.as_str() {
            "og:title" => (&mut self.title, 0),
            "headline" => (&mut self.title, 1),
            "twitter:title" => (&mut self.title, 2),
            "parsely-title" | "sailthru.title" | "dc.title" | "dcterms.title" => {
                (&mut self.title, 3)
            }
            "title" => (&mut self.title, 4),
            "author" => (&mut self.byline, 0),
            "byl" => (&mut self.byline, 1),
            "parsely-author" | "sailthru.author" => (&mut self.byline, 2),
            "dc.creator" | "dcterms.creator" | "citation_author" => (&mut self.byline, 3),
            "article:author" => (&mut self.byline, 4),
            "article:published_time" | "og:article:published_time" => (&mut self.published, 0),
            "datepublished" => (&mut self.published, 1),
            "parsely-pub-date" | "sailthru.date" => (&mut self.published, 2),
            "dc.date.issued" | "dcterms.created" | "dc.date" | "dcterms.date" => {
                (&mut self.published, 3)
            }
            "citation_publication_date" | "pubdate" | "publishdate" | "publish-date" => {
                (&mut self.published, 4)
            }
            "date" => (&mut self.published, 5),
            "og:site_name" => (&mut self.site, 0),
            "application-name" | "apple-mobile-web-app-title" => (&mut self.site, 1),
            "canonical" => (&mut self.url, 0),
            "og:url" => (&mut self.url, 1),
            "url" => (&mut self.url, 2),
            "lang" => (&mut self.language, 0),
            "content-language" | "og:locale" => (&mut self.language, 1),
            _ => return,
        };
        // `article:author` is often the address of a profile page, which is nobody's name.
        if key.ends_with("author") && value.contains("://") {
            return;
        }
        field.offer(rank, value);
    }

    /// The metadata and the declared language.
    pub(super) fn finish(self) -> (Metadata, Option<String>) {
        let site = self.site.take();
        let title = self
            .title
            .take()
            .map(|title| without_site(title, site.as_deref()));
        let byline = self.byline.take().map(without_by);
        let language = self.language.take().map(|tag| tag.replace('_', "-"));
        let metadata = Metadata {
            title,
            byline,
            published: self.published.take(),
            site,
            url: self.url.take(),
        };
        (metadata, language)
    }
}

fn one_line(value: &str) -> String {
    let mut line = String::new();
    let mut characters = 0;
    for word in value.split_whitespace() {
        let separate = usize::from(!line.is_empty());
        for character in std::iter::repeat_n(' ', separate).chain(word.chars()) {
            if characters == MAX_CHARACTERS {
                return line;
            }
            line.push(character);
            characters += 1;
        }
    }
    line
}

/// `"Bridge opens | The Daily"` of the site "The Daily" is "Bridge opens".
fn without_site(title: String, site: Option<&str>) -> String {
    let Some(site) = site else { return title };
    let lower = title.to_lowercase();
    let Some(rest) = lower.strip_suffix(&site.to_lowercase()) else {
        return title;
    };
    // Lower case may differ in length from the original, so the rest is counted in words.
    let words = rest.split_whitespace().count();
    let headline: Vec<&str> = title.split_whitespace().take(words).collect();
    match headline.split_last() {
        Some((last, before)) if SEPARATORS.contains(last) && !before.is_empty() => before.join(" "),
        _ => title,
    }
}

fn without_by(byline: String) -> String {
    match byline.split_once(' ') {
        Some((by, name)) if by.eq_ignore_ascii_case("by") => name.to_owned(),
        _ => byline,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> (Metadata, Option<String>) {
        let mut reader = MetadataReader::default();
        for (key, value) in pairs {
            reader.offer(key, value);
        }
        reader.finish()
    }

    #[test]
    fn better_names_win_whatever_their_order() {
        let (metadata, language) = read(&[
            ("title", "Bridge opens\n early | The Harbour Post"),
            ("article:author", "https://example.org/people/ana"),
            ("Author", "By Ana Ruiz"),
            ("og:site_name", "The Harbour Post"),
            ("date", "yesterday"),
            ("article:published_time", "2026-03-01T08:00:00Z"),
            ("og:url", "https://example.org/b"),
            ("canonical", "https://example.org/a"),
            ("lang", "en_GB"),
        ]);
        assert_eq!(metadata.title.as_deref(), Some("Bridge opens early"));
        assert_eq!(metadata.byline.as_deref(), Some("Ana Ruiz"));
        assert_eq!(metadata.published.as_deref(), Some("2026-03-01T08:00:00Z"));
        assert_eq!(metadata.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(language.as_deref(), Some("en-GB"));
    }

    #[test]
    fn a_title_that_only_ends_like_the_site_stays() {
        let title = |title, site| {
            read(&[("title", title), ("og:site_name", site)])
                .0
                .title
                .unwrap()
        };
        assert_eq!(title("A day at the Post", "Post"), "A day at the Post");
        assert_eq!(title("Post", "Post"), "Post");
        assert_eq!(title("| Post", "Post"), "| Post");
        assert_eq!(title("Fire - out — POST", "post"), "Fire - out");
    }
}

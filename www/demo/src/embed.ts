// All that a page needs to have its own article reviewed: this import, and `<ascribe-review for="…">` in the HTML.
import "ascribe/element";

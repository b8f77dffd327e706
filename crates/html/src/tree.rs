//! The parsed page: nodes in an arena, linked to their neighbours.
//!
//! An arena drops its nodes one after the other, so that no depth of nesting overflows the
//! stack.

use html5ever::interface::{Attribute, ElementFlags, NodeOrText, QualName, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use typed_arena::Arena;

/// A node of the page.
pub(crate) struct Node<'a> {
    parent: Link<'a>,
    previous: Link<'a>,
    next: Link<'a>,
    first_child: Link<'a>,
    last_child: Link<'a>,
    /// Elements around it when it was inserted.
    depth: Cell<u32>,
    pub(crate) data: Data<'a>,
}

type Link<'a> = Cell<Option<&'a Node<'a>>>;

/// What a node is.
pub(crate) enum Data<'a> {
    /// The document, or the contents of a template.
    Root,
    Text(RefCell<StrTendril>),
    Element {
        name: QualName,
        attributes: RefCell<Vec<Attribute>>,
        template: Option<&'a Node<'a>>,
        integration_point: bool,
    },
    /// A comment or a processing instruction.
    Other,
}

impl<'a> Node<'a> {
    fn new(data: Data<'a>) -> Node<'a> {
        Node {
            parent: Cell::default(),
            previous: Cell::default(),
            next: Cell::default(),
            first_child: Cell::default(),
            last_child: Cell::default(),
            depth: Cell::new(0),
            data,
        }
    }

    pub(crate) fn parent(&self) -> Option<&'a Node<'a>> {
        self.parent.get()
    }

    pub(crate) fn next(&self) -> Option<&'a Node<'a>> {
        self.next.get()
    }

    pub(crate) fn first_child(&self) -> Option<&'a Node<'a>> {
        self.first_child.get()
    }

    fn detach(&self) {
        let parent = self.parent.take();
        let previous = self.previous.take();
        let next = self.next.take();
        match previous {
            Some(previous) => previous.next.set(next),
            None => {
                if let Some(parent) = parent {
                    parent.first_child.set(next);
                }
            }
        }
        match next {
            Some(next) => next.previous.set(previous),
            None => {
                if let Some(parent) = parent {
                    parent.last_child.set(previous);
                }
            }
        }
    }

    fn append(&'a self, child: &'a Node<'a>) {
        child.detach();
        child.parent.set(Some(self));
        child.depth.set(self.depth.get() + 1);
        match self.last_child.replace(Some(child)) {
            Some(last) => {
                last.next.set(Some(child));
                child.previous.set(Some(last));
            }
            None => self.first_child.set(Some(child)),
        }
    }

    fn insert_before(&'a self, fresh: &'a Node<'a>) {
        fresh.detach();
        fresh.parent.set(self.parent.get());
        fresh.depth.set(self.depth.get());
        fresh.next.set(Some(self));
        match self.previous.replace(Some(fresh)) {
            Some(previous) => {
                previous.next.set(Some(fresh));
                fresh.previous.set(Some(previous));
            }
            None => {
                if let Some(parent) = self.parent.get() {
                    parent.first_child.set(Some(fresh));
                }
            }
        }
    }
}

/// What the guard watches while the tree grows.
#[derive(Default)]
pub(crate) struct Growth {
    /// Depth of the last node that was inserted.
    pub(crate) depth: Cell<u32>,
    /// Nodes so far.
    pub(crate) nodes: Cell<usize>,
}

/// Builds the tree for html5ever.
pub(crate) struct Tree<'a> {
    arena: &'a Arena<Node<'a>>,
    document: &'a Node<'a>,
    growth: Rc<Growth>,
    nameless: QualName,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(arena: &'a Arena<Node<'a>>) -> Tree<'a> {
        Tree {
            arena,
            document: arena.alloc(Node::new(Data::Root)),
            growth: Rc::default(),
            nameless: QualName::new(None, "".into(), "".into()),
        }
    }

    pub(crate) fn document(&self) -> &'a Node<'a> {
        self.document
    }

    pub(crate) fn state(&self) -> Rc<Growth> {
        Rc::clone(&self.growth)
    }

    fn node(&self, data: Data<'a>) -> &'a Node<'a> {
        self.growth.nodes.set(self.growth.nodes.get() + 1);
        self.arena.alloc(Node::new(data))
    }

    /// Inserts a child, or adds its text to the text node before it.
    fn insert(
        &self,
        child: NodeOrText<&'a Node<'a>>,
        before: Option<&'a Node<'a>>,
        link: impl FnOnce(&'a Node<'a>),
    ) {
        let node = match child {
            NodeOrText::AppendNode(node) => node,
            NodeOrText::AppendText(text) => {
                if let Some(Node {
                    data: Data::Text(words),
                    depth,
                    ..
                }) = before
                {
                    words.borrow_mut().push_tendril(&text);
                    self.growth.depth.set(depth.get());
                    return;
                }
                self.node(Data::Text(RefCell::new(text)))
            }
        };
        link(node);
        self.growth.depth.set(node.depth.get());
    }
}

impl<'a> TreeSink for Tree<'a> {
    type Handle = &'a Node<'a>;
    type Output = ();
    type ElemName<'b>
        = &'b QualName
    where
        Self: 'b;

    fn finish(self) {}

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> &'a Node<'a> {
        self.document
    }

    fn elem_name<'b>(&'b self, target: &'b &'a Node<'a>) -> &'b QualName {
        match &target.data {
            Data::Element { name, .. } => name,
            _ => &self.nameless,
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> &'a Node<'a> {
        let template = flags.template.then(|| self.node(Data::Root));
        self.node(Data::Element {
            name,
            attributes: RefCell::new(attributes),
            template,
            integration_point: flags.mathml_annotation_xml_integration_point,
        })
    }

    fn create_comment(&self, _text: StrTendril) -> &'a Node<'a> {
        self.node(Data::Other)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> &'a Node<'a> {
        self.node(Data::Other)
    }

    fn append(&self, parent: &&'a Node<'a>, child: NodeOrText<&'a Node<'a>>) {
        self.insert(child, parent.last_child.get(), |node| parent.append(node));
    }

    fn append_based_on_parent_node(
        &self,
        element: &&'a Node<'a>,
        previous: &&'a Node<'a>,
        child: NodeOrText<&'a Node<'a>>,
    ) {
        if element.parent.get().is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &&'a Node<'a>) -> &'a Node<'a> {
        match target.data {
            Data::Element {
                template: Some(contents),
                ..
            } => contents,
            _ => target,
        }
    }

    fn same_node(&self, one: &&'a Node<'a>, other: &&'a Node<'a>) -> bool {
        std::ptr::eq(*one, *other)
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &&'a Node<'a>, child: NodeOrText<&'a Node<'a>>) {
        self.insert(child, sibling.previous.get(), |node| {
            sibling.insert_before(node)
        });
    }

    fn add_attrs_if_missing(&self, target: &&'a Node<'a>, fresh: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = &target.data {
            let mut attributes = attributes.borrow_mut();
            // Only `<html>` and `<body>` get here; a thousand of them would be quadratic.
            for attribute in fresh {
                if attributes.len() < 64
                    && attributes.iter().all(|known| known.name != attribute.name)
                {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &&'a Node<'a>) {
        target.detach();
    }

    fn reparent_children(&self, node: &&'a Node<'a>, parent: &&'a Node<'a>) {
        while let Some(child) = node.first_child.get() {
            parent.append(child);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &&'a Node<'a>) -> bool {
        matches!(
            target.data,
            Data::Element {
                integration_point: true,
                ..
            }
        )
    }

    fn allow_declarative_shadow_roots(&self, _parent: &&'a Node<'a>) -> bool {
        false
    }
}

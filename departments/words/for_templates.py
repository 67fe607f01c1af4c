"""What templates read often."""


class ForTemplates:
    """
    Its attributes are items as well: templates ask for an item first, a thousand times a page, and each error in answer
    costs as much as three attributes.
    """

    __getitem__ = object.__getattribute__

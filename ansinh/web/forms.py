"""How Django's forms are drawn: a label, a hint, the mistakes in words, then the field."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Every field through `core/field.html`, every form through `core/form.html`."""

    form_template_name = "core/form.html"
    field_template_name = "core/field.html"

"""What `anew` measures by: a page of plain Django that says what ours says, and a view that makes nothing."""

from django.http import HttpResponse
from django.template import engines
from django.urls import path

from departments.models import Alert, Office, SchoolYear

_LINES = """{% for line in one.contacts.all %}<dt>{{ line.role }}</dt><dd>{{ line.name }}
<a href="tel:{{ line.phone }}">{{ line.phone }}</a>{% if line.email %} {{ line.email }}{% endif %} {{ line.note }}</dd>
{% endfor %}"""
_ENTRY = f"""<dl><dt>{{{{ one.lead_title }}}}</dt><dd>{{{{ one.lead_name }}}}</dd><dt>Phone</dt>
<dd><a href="tel:{{{{ one.phone }}}}">{{{{ one.phone }}}}</a></dd>
{{% if one.fax %}}<dt>Fax</dt><dd>{{{{ one.fax }}}}</dd>{{% endif %}}
{{% if one.email %}}<dt>E-mail</dt><dd>{{{{ one.email }}}}</dd>{{% endif %}}
{{% if one.location %}}<dt>Location</dt><dd>{{{{ one.location }}}}</dd>{{% endif %}}{_LINES}</dl>
<p>{{{{ one.summary }}}}</p>{{{{ one.body|safe }}}}"""
_PAGE = engines["django"].from_string(f"""<!doctype html>
<html lang="en"><head><title>{{{{ office.name }}}}</title></head><body>
{{% if alert %}}<p>{{{{ alert.message }}}}</p>{{% endif %}}
<ul>{{% for year in menu %}}<li>{{{{ year.label }}}}</li>{{% endfor %}}</ul>
<h1>{{{{ office.name }}}}</h1>{{% with one=office %}}{_ENTRY}{{% endwith %}}
{{% for one in office.departments.all %}}<h2 id="{{{{ one.slug }}}}">{{{{ one.name }}}}</h2>{_ENTRY}{{% endfor %}}
</body></html>""")


def page(request, slug) -> HttpResponse:
    office = Office.objects.prefetch_related("contacts", "departments__contacts").get(slug=slug)
    around = {"menu": SchoolYear.objects.all(), "alert": Alert.objects.first()}
    return HttpResponse(_PAGE.render({"office": office} | around, request))


def bare(request) -> HttpResponse:
    return HttpResponse("<!doctype html>")


urlpatterns = [path("", bare), path("<slug:slug>/", page)]

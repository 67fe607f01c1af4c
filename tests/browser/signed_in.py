"""Pages of the admin: somebody signs in there, and what goes wrong in them is heard."""


def sign_in(page, name="publisher"):
    """Send the form for signing in, which `page` shows, and wait for the page behind it, whole with its scripts."""
    send_password(page, name)
    page.wait_for_url(lambda url: "/login/" not in url)


def send_password(page, name):
    """Send that form; a window beside another form closes by itself then."""
    page.fill("[name=username]", name)
    page.fill("[name=password]", "correct horse")
    page.click("[type=submit]")


def heard(page):
    """`page`, with `problems`: what its scripts could not do, and what its console calls an error."""
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
    return page

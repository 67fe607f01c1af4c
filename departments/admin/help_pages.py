"""
What “?” says on each screen, and the pages of help. A screen is known by the name of its address, or by the first words
of that: the longest counts. A job's picture is of the address `shot`, made by `scripts/shots.py --help-pictures`.
"""

from django.utils.translation import gettext_lazy as _

SCREENS = {
    "index": {
        "says": _("What there is to do, worst first. Each line has its verb; “all” opens exactly those offices."),
        "jobs": ["publish", "number", "invite"],
    },
    "departments_office_changelist": {
        "says": _(
            "The offices of this school year, one line each. Narrow them with the words above the list, or type in the"
            " box; tick some to do one thing to all of them."
        ),
        "jobs": ["number", "publish", "sheet"],
    },
    "departments_office_change": {
        "says": _(
            "One office with its departments and contact lines, in the order of its page. Nothing that you save here "
            "is seen by visitors until it is published."
        ),
        "jobs": ["number", "department", "publish"],
    },
    "departments_office_review": {
        "says": _(
            "What visitors would see otherwise, and what stands in the way. Errors have to be mended first; warnings "
            "deserve a look."
        ),
        "jobs": ["publish", "plan", "undo"],
    },
    "departments_office_publish_several": {
        "says": _("What visitors would see otherwise in each of these offices. Each is published by itself."),
        "jobs": ["publish", "plan", "undo"],
    },
    "departments_office_take_off": {
        "says": _(
            "An office that is taken off the site is not deleted: its draft stays, and its address says where to go "
            "instead."
        ),
        "jobs": ["off", "undo", "plan"],
    },
    "departments_office_history": {
        "says": _(
            "Every save of this draft and every page that visitors saw, the newest first. A save can be put back, a "
            "page published again."
        ),
        "jobs": ["undo", "publish", "plan"],
    },
    "departments_office_sheet": {
        "says": _(
            "Many changes at once in your own spreadsheet program. Nothing is written before you have seen in "
            "sentences what changes."
        ),
        "jobs": ["sheet", "undo", "publish"],
    },
    "departments_office_renumber": {
        "says": _("Other digits in the numbers of the offices that you ticked. You see each number old and new first."),
        "jobs": ["sheet", "undo", "publish"],
    },
    "departments_office_people": {
        "says": _("Who has which role and which offices, and when they last came."),
        "jobs": ["invite", "number", "publish"],
    },
    "departments_office_invite": {
        "says": _(
            "Somebody gets a mail with a link to choose a password, and the role and offices that you give them."
        ),
        "jobs": ["invite", "number", "publish"],
    },
    "departments_department": {
        "says": _("One department with its text, picture and contact lines. It is published with its office."),
        "jobs": ["number", "picture", "publish"],
    },
    "departments_schoolyear": {
        "says": _(
            "A school year is the whole directory once more. It is filled and compared out of sight, and opened on a "
            "day."
        ),
        "jobs": ["year", "undo", "searches"],
    },
    "departments_load": {
        "says": _(
            "What was loaded into which year, by whom and when. A load can be taken back as long as nobody changed the"
            " same since."
        ),
        "jobs": ["year", "sheet", "undo"],
    },
    "departments_alert": {
        "says": _("A line over every page of the site, as long as it is to be seen."),
        "jobs": ["alert", "plan", "number"],
    },
    "departments_missedsearch": {
        "says": _("What visitors typed and did not find. A name that you add is found from the next publication on."),
        "jobs": ["searches", "number", "publish"],
    },
    "other": {
        "says": _("This is the editors’ room: drafts are changed here, and visitors see what was published."),
        "jobs": ["number", "publish", "undo"],
    },
}

JOBS = {
    "number": {
        "title": _("Change a number"),
        "shot": "/admin/departments/office/2/change/",
        "steps": [
            _("Type the name of the office or department, or the old number, in the box at the top, and choose it."),
            _(
                "The number of the office stands under its name; that of a department in its card, which opens with "
                "one press."
            ),
            _("Write the new number as 414-475-8393, with ext. 12 behind it where there is one."),
            _("Press “Save draft”, or Ctrl+S. Publish the office, and visitors see it."),
        ],
    },
    "publish": {
        "title": _("Publish an office"),
        "shot": "/admin/departments/office/2/review/",
        "steps": [
            _(
                "Open the office, and press “Publish…” at the foot; or tick several in the list and choose “Review and"
                " publish”."
            ),
            _("Look at what changes for visitors. An error leads to the field where it is mended."),
            _("Say why, if colleagues should know, and press “Publish”. Visitors see it at once."),
            _(
                "Who may not publish presses “Ask to publish…” instead: every publisher finds it under “To do”, and "
                "answers."
            ),
        ],
    },
    "plan": {
        "title": _("Plan a change for a day"),
        "shot": "/admin/departments/office/2/review/#id_at",
        "steps": [
            _("Change the draft and save it, and go on to “Review and publish”."),
            _(
                "Choose the day and time instead of now, for example July 1, 8 AM. It is understood beside what you "
                "type."
            ),
            _(
                "Until then visitors see the page of today. The history of the office lists what is scheduled, and "
                "calls it off."
            ),
        ],
    },
    "off": {
        "title": _("Take an office or department off the site"),
        "shot": "/admin/departments/office/2/take-off/",
        "steps": [
            _("Open the office or department and choose “Take off the site…”."),
            _("Say where people find it now: its old address leads there."),
            _("Choose now or a day. Nothing is deleted: the draft stays, and “Put back …” shows it again."),
        ],
    },
    "department": {
        "title": _("Add a department or a unit"),
        "shot": "/admin/departments/office/2/change/#departments-group",
        "steps": [
            _("Open the office. Below its departments, add one; a card opens in place."),
            _("Type its name, the lead and the number. Its address is made of the name."),
            _(
                "Within a department, “Add a unit” makes a unit of it. Drag cards, or use their keys, to put them in "
                "order."
            ),
            _("Save the draft, and publish the office."),
        ],
    },
    "picture": {
        "title": _("Add a picture"),
        "shot": "/admin/departments/department/2/change/#id_image",
        "steps": [
            _("Open the office, or the card of a department, and find “Picture”."),
            _("Choose a photograph as your phone or camera made it: it is made smaller by itself."),
            _("Say in words what it shows, for those who do not see it; or tick that it is only decoration."),
            _("Choose what stays in sight where it is cut, and save."),
        ],
    },
    "sheet": {
        "title": _("Change many at once as a sheet"),
        "shot": "/admin/departments/office/sheet/",
        "steps": [
            _(
                "Tick offices in the list and choose “Edit as a sheet”, or open “Edit as a sheet” beside the list for "
                "all of yours."
            ),
            _(
                "Download the sheet, change its cells in your spreadsheet program, and save it as .xlsx. Leave Line "
                "and Address alone."
            ),
            _("Choose the file on the same page, and press “See what it changes”."),
            _("Read the sentences. Where somebody changed the same meanwhile, choose which one stays. Then load it."),
            _(
                "Where only digits change, as 475 to 777, tick the offices and choose “Change the digits of their "
                "numbers”."
            ),
        ],
    },
    "year": {
        "title": _("Start a new school year"),
        "shot": "/admin/departments/schoolyear/",
        "steps": [
            _(
                "Open “School years”. Roll this year over into the next, or load a spreadsheet or bundle of the new "
                "one."
            ),
            _("The new year is out of sight. Its offices are changed, checked and published there as always."),
            _("Compare both years, and mend what is missing."),
            _("Open it on a day: from then on visitors see it, and the year before moves to the archive."),
        ],
    },
    "invite": {
        "title": _("Invite a colleague"),
        "shot": "/admin/departments/office/people/invite/",
        "steps": [
            _("Open “People”, and “Invite somebody”."),
            _("Type their name and e-mail, choose what they may do, and tick their offices."),
            _("Press “Send the invitation”. They choose a password with the link in the mail."),
            _("To give somebody many offices, tick these in the list and choose “Choose who edits them”."),
        ],
    },
    "alert": {
        "title": _("Put an alert over the site"),
        "shot": "/admin/departments/alert/add/",
        "steps": [
            _("Type “new alert” in the box at the top, or open “District and alerts”."),
            _("Write one or two sentences, and choose how grave it is."),
            _("Choose from when until when it is seen. Saved, it stands over every page; nothing has to be published."),
        ],
    },
    "undo": {
        "title": _("Undo something"),
        "shot": "/admin/departments/office/2/history/",
        "steps": [
            _("A save: “Undo” in the message after it, or any save in “History”, which can be put back."),
            _("A publication: open “History” of the office, and publish an earlier one again."),
            _("A load, a sheet or changed digits: open it under “Loads”, and take it back."),
            _("Something deleted: “Deleted”, beside the list of offices."),
        ],
    },
    "searches": {
        "title": _("Help visitors find what they search for"),
        "shot": "/admin/departments/missedsearch/",
        "steps": [
            _("Open the searches that found nothing. They stand in order of how often they were typed."),
            _("Add the words as another name of the office or department that was meant, and publish it."),
            _("“Everyday words” says what people call a thing, for all the site: school bus, for Transportation."),
        ],
    },
}

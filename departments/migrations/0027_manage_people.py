from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0026_everyday_words"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="office",
            options={
                "ordering": ["position", "name"],
                "permissions": [
                    ("publish_office", "Can publish offices and take them off the site"),
                    ("see_every_office", "Can see the drafts of every office, not only of those assigned"),
                    ("edit_every_office", "Can change the drafts of every office, not only of those assigned"),
                    ("manage_people", "Can invite people, give them roles and offices, and switch their accounts off"),
                ],
            },
        ),
    ]

# Who could log in before addresses were confirmed still can.

from django.db import migrations


def confirm_addresses(apps, schema_editor):
    user_model = apps.get_model("accounts", "User")
    address_model = apps.get_model("account", "EmailAddress")
    address_model.objects.bulk_create(
        address_model(user=user, email=user.email.lower(), verified=True, primary=True)
        for user in user_model.objects.exclude(email="")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_invitations"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.RunPython(confirm_addresses, migrations.RunPython.noop),
    ]

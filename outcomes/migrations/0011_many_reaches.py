import importlib

from django.db import migrations

reach = importlib.import_module("outcomes.migrations.0005_reach")

# The places of earlier ties are joined and no longer searched for each reach: a hundred thousand reaches took ten
# minutes.
MEMBERS_OF = reach.MEMBERS_OF.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0010_moved_places")]

    operations = [migrations.RunSQL(MEMBERS_OF, migrations.RunSQL.noop)]

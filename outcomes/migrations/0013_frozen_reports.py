import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0012_catalogue_rows'),
        ('partnerships', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('stakeholders', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    # No code has written a row of the old table yet, so the new one takes its place whole.
    operations = [
        migrations.DeleteModel(
            name='Snapshot',
        ),
        migrations.CreateModel(
            name='AuditSample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chosen_by', models.CharField(choices=[('happened', 'happened in the period'), ('verified', 'verified in the period')], default='happened', max_length=10)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('method', models.CharField(choices=[('equal', 'every record has the same chance'), ('size', 'the chance grows with the value')], default='equal', max_length=6)),
                ('stratified', models.BooleanField(default=False)),
                ('seed', models.CharField(max_length=40)),
                ('n', models.PositiveIntegerField()),
                ('frame', models.PositiveIntegerField()),
                ('frame_sha256', models.CharField(max_length=64)),
                ('drawn', models.JSONField(default=list)),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
                ('rule_version', models.CharField(max_length=20)),
                ('drawn_at', models.DateTimeField()),
                ('sample', models.BooleanField(default=False)),
                ('drawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outcomes.indicator')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='audit_samples', to='stakeholders.organisation')),
            ],
            options={
                'ordering': ['-drawn_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AuditSampleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('chosen_by', models.CharField(choices=[('happened', 'happened in the period'), ('verified', 'verified in the period')], default='happened', max_length=10)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('method', models.CharField(choices=[('equal', 'every record has the same chance'), ('size', 'the chance grows with the value')], default='equal', max_length=6)),
                ('stratified', models.BooleanField(default=False)),
                ('seed', models.CharField(max_length=40)),
                ('n', models.PositiveIntegerField()),
                ('frame', models.PositiveIntegerField()),
                ('frame_sha256', models.CharField(max_length=64)),
                ('drawn', models.JSONField(default=list)),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
                ('rule_version', models.CharField(max_length=20)),
                ('drawn_at', models.DateTimeField()),
                ('sample', models.BooleanField(default=False)),
                ('drawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.indicator')),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.auditsample')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('name', models.CharField(blank=True, max_length=150)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('ends_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('with_records', models.BooleanField(default=False)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('scope', models.CharField(default='programme', max_length=80)),
                ('scope_name', models.CharField(blank=True, max_length=200)),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('as_of', models.DateField()),
                ('known_on', models.DateField()),
                ('rule_version', models.CharField(max_length=20)),
                ('language', models.CharField(default='en', max_length=12)),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('page', models.BinaryField()),
                ('page_sha256', models.CharField(max_length=64)),
                ('frozen_at', models.DateTimeField()),
                ('sample', models.BooleanField(default=False)),
                ('frozen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='stakeholders.organisation')),
                ('partnership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.partnership')),
            ],
            options={
                'ordering': ['-frozen_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportLinkEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(blank=True, max_length=150)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('ends_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('with_records', models.BooleanField(default=False)),
                ('created_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.reportlink')),
                ('snapshot', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.snapshot')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='reportlink',
            name='snapshot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='outcomes.snapshot'),
        ),
        migrations.CreateModel(
            name='SnapshotEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('scope', models.CharField(default='programme', max_length=80)),
                ('scope_name', models.CharField(blank=True, max_length=200)),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('as_of', models.DateField()),
                ('known_on', models.DateField()),
                ('rule_version', models.CharField(max_length=20)),
                ('language', models.CharField(default='en', max_length=12)),
                ('sha256', models.CharField(max_length=64)),
                ('page_sha256', models.CharField(max_length=64)),
                ('frozen_at', models.DateTimeField()),
                ('sample', models.BooleanField(default=False)),
                ('frozen_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('partnership', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.snapshot')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='auditsample',
            constraint=models.CheckConstraint(condition=models.Q(('first__isnull', True), ('last__isnull', True), ('first__lte', models.F('last')), _connector='OR'), name='auditsample_first_to_last'),
        ),
        migrations.AddConstraint(
            model_name='auditsample',
            constraint=models.CheckConstraint(condition=models.Q(('chosen_by__in', ['happened', 'verified'])), name='auditsample_chosen_by_known'),
        ),
        migrations.AddConstraint(
            model_name='auditsample',
            constraint=models.CheckConstraint(condition=models.Q(('method__in', ['equal', 'size'])), name='auditsample_method_known'),
        ),
        migrations.AddConstraint(
            model_name='auditsample',
            constraint=models.CheckConstraint(condition=models.Q(('n__gte', 1)), name='audit_sample_n_ge_1'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditsample',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_auditsampleevent" ("audience", "chosen_by", "drawn", "drawn_at", "drawn_by_id", "first", "frame", "frame_sha256", "id", "indicator_id", "last", "method", "n", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_version", "sample", "seed", "stratified") SELECT new_values."audience", new_values."chosen_by", new_values."drawn", new_values."drawn_at", new_values."drawn_by_id", new_values."first", new_values."frame", new_values."frame_sha256", new_values."id", new_values."indicator_id", new_values."last", new_values."method", new_values."n", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rule_version", new_values."sample", new_values."seed", new_values."stratified" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5388d226af3e7612131d5639fa5ef0629fe75cac', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ee837', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_auditsample', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditsample',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_auditsampleevent" ("audience", "chosen_by", "drawn", "drawn_at", "drawn_by_id", "first", "frame", "frame_sha256", "id", "indicator_id", "last", "method", "n", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_version", "sample", "seed", "stratified") SELECT new_values."audience", new_values."chosen_by", new_values."drawn", new_values."drawn_at", new_values."drawn_by_id", new_values."first", new_values."frame", new_values."frame_sha256", new_values."id", new_values."indicator_id", new_values."last", new_values."method", new_values."n", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rule_version", new_values."sample", new_values."seed", new_values."stratified" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ba1739fe49f0bce9a6ddc38430e46031b3d5e52d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1d99c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_auditsample', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditsample',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_auditsampleevent" ("audience", "chosen_by", "drawn", "drawn_at", "drawn_by_id", "first", "frame", "frame_sha256", "id", "indicator_id", "last", "method", "n", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_version", "sample", "seed", "stratified") SELECT old_values."audience", old_values."chosen_by", old_values."drawn", old_values."drawn_at", old_values."drawn_by_id", old_values."first", old_values."frame", old_values."frame_sha256", old_values."id", old_values."indicator_id", old_values."last", old_values."method", old_values."n", old_values."owner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rule_version", old_values."sample", old_values."seed", old_values."stratified" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3c1bfc23743e6280d0802490ec14fa5b6412f351', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_dcd49', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_auditsample', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=models.Q(('first__isnull', True), ('last__isnull', True), ('first__lte', models.F('last')), _connector='OR'), name='snapshot_first_to_last'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['named', 'office'])), name='snapshot_audience_closed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF TG_OP = 'DELETE' THEN\n  IF OLD.sample THEN RETURN OLD; END IF;\n  RAISE EXCEPTION 'report % is frozen', OLD.id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'report_is_frozen';\nEND IF;\nIF (to_jsonb(NEW) - 'owner_id' - 'frozen_by_id') IS DISTINCT FROM (to_jsonb(OLD) - 'owner_id' - 'frozen_by_id')\n   OR (NEW.frozen_by_id IS NOT NULL AND NEW.frozen_by_id IS DISTINCT FROM OLD.frozen_by_id) THEN\n  RAISE EXCEPTION 'report % is frozen', OLD.id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'report_is_frozen';\nEND IF;\nRETURN NEW;\n", hash='c4a589f98a64e51caaba72d0fc8d303467003c2a', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_9ac9b', table='outcomes_snapshot', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_snapshotevent" ("as_of", "audience", "first", "frozen_at", "frozen_by_id", "id", "known_on", "language", "last", "owner_id", "page_sha256", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_version", "sample", "scope", "scope_name", "sha256", "title") SELECT new_values."as_of", new_values."audience", new_values."first", new_values."frozen_at", new_values."frozen_by_id", new_values."id", new_values."known_on", new_values."language", new_values."last", new_values."owner_id", new_values."page_sha256", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rule_version", new_values."sample", new_values."scope", new_values."scope_name", new_values."sha256", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='846a96981f243797db94cb089df6e8614ba57d9a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_69100', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_snapshot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_snapshotevent" ("as_of", "audience", "first", "frozen_at", "frozen_by_id", "id", "known_on", "language", "last", "owner_id", "page_sha256", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_version", "sample", "scope", "scope_name", "sha256", "title") SELECT new_values."as_of", new_values."audience", new_values."first", new_values."frozen_at", new_values."frozen_by_id", new_values."id", new_values."known_on", new_values."language", new_values."last", new_values."owner_id", new_values."page_sha256", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rule_version", new_values."sample", new_values."scope", new_values."scope_name", new_values."sha256", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."audience" IS DISTINCT FROM (new_values."audience") OR old_values."first" IS DISTINCT FROM (new_values."first") OR old_values."frozen_at" IS DISTINCT FROM (new_values."frozen_at") OR old_values."frozen_by_id" IS DISTINCT FROM (new_values."frozen_by_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."known_on" IS DISTINCT FROM (new_values."known_on") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."last" IS DISTINCT FROM (new_values."last") OR old_values."owner_id" IS DISTINCT FROM (new_values."owner_id") OR old_values."page_sha256" IS DISTINCT FROM (new_values."page_sha256") OR old_values."partnership_id" IS DISTINCT FROM (new_values."partnership_id") OR old_values."rule_version" IS DISTINCT FROM (new_values."rule_version") OR old_values."sample" IS DISTINCT FROM (new_values."sample") OR old_values."scope" IS DISTINCT FROM (new_values."scope") OR old_values."scope_name" IS DISTINCT FROM (new_values."scope_name") OR old_values."sha256" IS DISTINCT FROM (new_values."sha256") OR old_values."title" IS DISTINCT FROM (new_values."title")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2145b3e434b026c4c37ebf325581c40633365906', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bd588', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_snapshot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_snapshotevent" ("as_of", "audience", "first", "frozen_at", "frozen_by_id", "id", "known_on", "language", "last", "owner_id", "page_sha256", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_version", "sample", "scope", "scope_name", "sha256", "title") SELECT old_values."as_of", old_values."audience", old_values."first", old_values."frozen_at", old_values."frozen_by_id", old_values."id", old_values."known_on", old_values."language", old_values."last", old_values."owner_id", old_values."page_sha256", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rule_version", old_values."sample", old_values."scope", old_values."scope_name", old_values."sha256", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d081cca835b981682e33ca94151fcdf14338135a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_439bf', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_snapshot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportlink',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_reportlinkevent" ("created_at", "created_by_id", "ends_at", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "snapshot_id", "with_records") SELECT new_values."created_at", new_values."created_by_id", new_values."ends_at", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."revoked_at", new_values."snapshot_id", new_values."with_records" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='54ad180d403d8b9502bbf723787aa195324d01d7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_08188', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_reportlink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportlink',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_reportlinkevent" ("created_at", "created_by_id", "ends_at", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "snapshot_id", "with_records") SELECT new_values."created_at", new_values."created_by_id", new_values."ends_at", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revoked_at", new_values."snapshot_id", new_values."with_records" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."created_by_id" IS DISTINCT FROM (new_values."created_by_id") OR old_values."ends_at" IS DISTINCT FROM (new_values."ends_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."revoked_at" IS DISTINCT FROM (new_values."revoked_at") OR old_values."snapshot_id" IS DISTINCT FROM (new_values."snapshot_id") OR old_values."with_records" IS DISTINCT FROM (new_values."with_records")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='502d111d0ed6cf9526817e4994f5aef1afbc79fe', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1517b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_reportlink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportlink',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_reportlinkevent" ("created_at", "created_by_id", "ends_at", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "snapshot_id", "with_records") SELECT old_values."created_at", old_values."created_by_id", old_values."ends_at", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."revoked_at", old_values."snapshot_id", old_values."with_records" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d2b224703d519a17b17648adc7e00d4db7f94d9e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0741a', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_reportlink', when='AFTER')),
        ),
    ]

import datetime

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import stakeholders.models.names
import stakeholders.models.users
import stakeholders.triggers
from stakeholders.together import Together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.RunSQL(
            sql="\nCREATE OR REPLACE FUNCTION gemel_normalise(given text) RETURNS text\nLANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$\n  SELECT btrim(regexp_replace(\n    translate(\n      replace(lower(regexp_replace(normalize(given, NFKD), '[\\u0300-\\u036f]', '', 'g')), 'ß', 'ss'),\n      'øłđı’‘', $q$oldi''$q$\n    ),\n    '\\s+', ' ', 'g'))\n$$\n",
            reverse_sql='DROP FUNCTION gemel_normalise(text)',
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(default='en', max_length=12)),
                ('time_zone', models.CharField(default='UTC', max_length=64)),
                ('year_starts_in', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='first month of the year')),
                ('aims', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('people', 'People'), ('economy', 'Economy'), ('city services', 'City services')], max_length=20), blank=True, default=list, size=None)),
                ('mail_address', models.EmailField(blank=True, max_length=254)),
                ('word_for_tie', models.CharField(blank=True, help_text='As Paris says “partner city”.', max_length=60, verbose_name='own word for a partnership')),
                ('records_complete_from', models.DateField(blank=True, help_text='Until this is declared, no stage is given.', null=True, verbose_name='records are complete from')),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_officeevent" ("aims", "created_at", "home_id", "id", "language", "mail_address", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "records_complete_from", "sample", "time_zone", "word_for_tie", "year_starts_in") SELECT new_values."aims", new_values."created_at", new_values."home_id", new_values."id", new_values."language", new_values."mail_address", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."records_complete_from", new_values."sample", new_values."time_zone", new_values."word_for_tie", new_values."year_starts_in" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5c8a13180a813a06b718c40b20b34542747b15ac', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_695db', referencing='REFERENCING NEW TABLE AS new_values ', table='stakeholders_office', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_officeevent" ("aims", "created_at", "home_id", "id", "language", "mail_address", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "records_complete_from", "sample", "time_zone", "word_for_tie", "year_starts_in") SELECT new_values."aims", new_values."created_at", new_values."home_id", new_values."id", new_values."language", new_values."mail_address", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."records_complete_from", new_values."sample", new_values."time_zone", new_values."word_for_tie", new_values."year_starts_in" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='54e818c1669a8fd97ab0240dc17308e5664bd8ce', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3897d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stakeholders_office', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_officeevent" ("aims", "created_at", "home_id", "id", "language", "mail_address", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "records_complete_from", "sample", "time_zone", "word_for_tie", "year_starts_in") SELECT old_values."aims", old_values."created_at", old_values."home_id", old_values."id", old_values."language", old_values."mail_address", old_values."organisation_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."records_complete_from", old_values."sample", old_values."time_zone", old_values."word_for_tie", old_values."year_starts_in" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='562cc8834d64ad1c534ae7ef087cad21c4caa451', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_239ca', referencing='REFERENCING OLD TABLE AS old_values ', table='stakeholders_office', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('normalised_name', models.GeneratedField(db_persist=True, expression=stakeholders.models.names.Normalise(models.F('name')), output_field=models.TextField())),
                ('slug', models.SlugField(max_length=200, unique=True)),
                ('kind', models.CharField(choices=[('city government', 'City government'), ('regional government', 'Regional government'), ('chamber of commerce', 'Chamber of commerce'), ('port authority', 'Port authority'), ('university', 'University'), ('development board', 'Development board'), ('sister-city association', 'Sister-city association'), ('company', 'Company'), ('association', 'Association'), ('hospital', 'Hospital'), ('museum', 'Museum'), ('other', 'Other')], max_length=30)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('website', models.URLField(blank=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('time_zone', models.CharField(blank=True, max_length=64)),
                ('source', models.CharField(default='manual', max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=120, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['name'],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_organisationevent" ("aliases", "created_at", "email", "external_id", "id", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "sample", "slug", "source", "time_zone", "website") SELECT new_values."aliases", new_values."created_at", new_values."email", new_values."external_id", new_values."id", new_values."kind", new_values."language", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."sample", new_values."slug", new_values."source", new_values."time_zone", new_values."website" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4afd698586a8831ff2add9444f63a6926e4d1ad3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d3e3d', referencing='REFERENCING NEW TABLE AS new_values ', table='stakeholders_organisation', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_organisationevent" ("aliases", "created_at", "email", "external_id", "id", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "sample", "slug", "source", "time_zone", "website") SELECT new_values."aliases", new_values."created_at", new_values."email", new_values."external_id", new_values."id", new_values."kind", new_values."language", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."sample", new_values."slug", new_values."source", new_values."time_zone", new_values."website" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."aliases" IS DISTINCT FROM (new_values."aliases") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."external_id" IS DISTINCT FROM (new_values."external_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."place_id" IS DISTINCT FROM (new_values."place_id") OR old_values."sample" IS DISTINCT FROM (new_values."sample") OR old_values."slug" IS DISTINCT FROM (new_values."slug") OR old_values."source" IS DISTINCT FROM (new_values."source") OR old_values."time_zone" IS DISTINCT FROM (new_values."time_zone") OR old_values."website" IS DISTINCT FROM (new_values."website")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='10d83dface6c484c7f1d7666124716cee45b4753', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7dac7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stakeholders_organisation', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_organisationevent" ("aliases", "created_at", "email", "external_id", "id", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "sample", "slug", "source", "time_zone", "website") SELECT old_values."aliases", old_values."created_at", old_values."email", old_values."external_id", old_values."id", old_values."kind", old_values."language", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."sample", old_values."slug", old_values."source", old_values."time_zone", old_values."website" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='dc08a8c1fc9f41e649e51772fbb046792543ad37', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4c1e2', referencing='REFERENCING OLD TABLE AS old_values ', table='stakeholders_organisation', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('time_zone', models.CharField(default='UTC', max_length=64, verbose_name='time zone')),
                ('is_staff', models.BooleanField(default=False, verbose_name='platform staff')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_looked_at', models.DateTimeField(blank=True, help_text='When the overview was last opened.', null=True)),
                ('sample', models.BooleanField(default=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_userevent" ("date_joined", "email", "id", "is_active", "is_staff", "is_superuser", "language", "last_looked_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "time_zone") SELECT new_values."date_joined", new_values."email", new_values."id", new_values."is_active", new_values."is_staff", new_values."is_superuser", new_values."language", new_values."last_looked_at", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sample", new_values."time_zone" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='64cddfec88911fe27156beaecd568bd7bf6fd775', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c9c48', referencing='REFERENCING NEW TABLE AS new_values ', table='stakeholders_user', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_userevent" ("date_joined", "email", "id", "is_active", "is_staff", "is_superuser", "language", "last_looked_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "time_zone") SELECT new_values."date_joined", new_values."email", new_values."id", new_values."is_active", new_values."is_staff", new_values."is_superuser", new_values."language", new_values."last_looked_at", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sample", new_values."time_zone" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."date_joined" IS DISTINCT FROM (new_values."date_joined") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."is_staff" IS DISTINCT FROM (new_values."is_staff") OR old_values."is_superuser" IS DISTINCT FROM (new_values."is_superuser") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."last_looked_at" IS DISTINCT FROM (new_values."last_looked_at") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."sample" IS DISTINCT FROM (new_values."sample") OR old_values."time_zone" IS DISTINCT FROM (new_values."time_zone")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8d718812d9e8ca5c90048e8e6469f7f651a972ad', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_50184', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stakeholders_user', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_userevent" ("date_joined", "email", "id", "is_active", "is_staff", "is_superuser", "language", "last_looked_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "time_zone") SELECT old_values."date_joined", old_values."email", old_values."id", old_values."is_active", old_values."is_staff", old_values."is_superuser", old_values."language", old_values."last_looked_at", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sample", old_values."time_zone" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='48c2bb303ea6c83bac79fb7d8895d986bee2b8e8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5d58e', referencing='REFERENCING OLD TABLE AS old_values ', table='stakeholders_user', when='AFTER'))],
            },
            managers=[
                ('objects', stakeholders.models.users.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('viewer', 'Viewer'), ('contributor', 'Contributor'), ('coordinator', 'Coordinator')], max_length=20)),
                ('confidential', models.BooleanField(default=False, verbose_name='reads confidential records')),
                ('limited', models.BooleanField(default=False, verbose_name='only for named partnerships')),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='stakeholders.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'organisation'), name='membership_once'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('since__lte', models.F('until')), _connector='OR'), name='membership_since_to_until'), models.CheckConstraint(condition=models.Q(('role__in', ['viewer', 'contributor', 'coordinator'])), name='membership_role_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_membershipevent" ("confidential", "id", "limited", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "until", "user_id") SELECT new_values."confidential", new_values."id", new_values."limited", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."since", new_values."until", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4517935dd1f9cb10bce51c2d0368087f0636ed20', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7e439', referencing='REFERENCING NEW TABLE AS new_values ', table='stakeholders_membership', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_membershipevent" ("confidential", "id", "limited", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "until", "user_id") SELECT new_values."confidential", new_values."id", new_values."limited", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."since", new_values."until", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c35b57f80a4da998757ba0816b3a5a592e0ad974', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1066e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stakeholders_membership', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_membershipevent" ("confidential", "id", "limited", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "until", "user_id") SELECT old_values."confidential", old_values."id", old_values."limited", old_values."organisation_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."since", old_values."until", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='97cd135c6187054f6c002dd7d1215cfa5af4b4b2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7f548', referencing='REFERENCING OLD TABLE AS old_values ', table='stakeholders_membership', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Designation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leads', models.BooleanField(default=True)),
                ('authority', models.CharField(blank=True, max_length=200)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='designations', to='stakeholders.office')),
            ],
            options={
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_designationevent" ("authority", "id", "leads", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "since", "until") SELECT new_values."authority", new_values."id", new_values."leads", new_values."office_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cf49df98124673eadce4f68f7d7fa4574738f6a2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ccbe8', referencing='REFERENCING NEW TABLE AS new_values ', table='stakeholders_designation', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_designationevent" ("authority", "id", "leads", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "since", "until") SELECT new_values."authority", new_values."id", new_values."leads", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5ae265294fca6ce37d7cb496b1028f5772bd614a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_14409', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stakeholders_designation', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_designationevent" ("authority", "id", "leads", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "since", "until") SELECT old_values."authority", old_values."id", old_values."leads", old_values."office_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."since", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5064439f7ad431ac115ab82fac838d9cb187e424', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_59304', referencing='REFERENCING OLD TABLE AS old_values ', table='stakeholders_designation', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='OldSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('slug', models.SlugField(max_length=200)),
                ('object_id', models.BigIntegerField()),
                ('renamed_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'slug'), name='old_slug_once')],
            },
        ),
        migrations.CreateModel(
            name='MembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('viewer', 'Viewer'), ('contributor', 'Contributor'), ('coordinator', 'Coordinator')], max_length=20)),
                ('confidential', models.BooleanField(default=False, verbose_name='reads confidential records')),
                ('limited', models.BooleanField(default=False, verbose_name='only for named partnerships')),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stakeholders.membership')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OrganisationIdentifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scheme', models.CharField(choices=[('locode', 'UN/LOCODE'), ('ror', 'ROR'), ('registration', 'Registration number'), ('domain', 'Web domain')], max_length=20)),
                ('value', models.CharField(max_length=120)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='stakeholders.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scheme', 'value'), name='organisation_identifier_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_organisationidentifierevent" ("id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") SELECT new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."scheme", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0bc80f52acb979395237d165f807bfbd026f9f3a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_320a5', referencing='REFERENCING NEW TABLE AS new_values ', table='stakeholders_organisationidentifier', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_organisationidentifierevent" ("id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") SELECT new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."scheme", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='504001de08ba8245797cd6d9abdd88d53d988661', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f1401', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stakeholders_organisationidentifier', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_organisationidentifierevent" ("id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") SELECT old_values."id", old_values."organisation_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."scheme", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6cc3ffe5adc010f481e6317ccc71d310344e0fc4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_aae05', referencing='REFERENCING OLD TABLE AS old_values ', table='stakeholders_organisationidentifier', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='OrganisationIdentifierEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('scheme', models.CharField(choices=[('locode', 'UN/LOCODE'), ('ror', 'ROR'), ('registration', 'Registration number'), ('domain', 'Web domain')], max_length=20)),
                ('value', models.CharField(max_length=120)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stakeholders.organisationidentifier')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, unique=True)),
                ('to', models.EmailField(max_length=254)),
                ('reply_to', models.EmailField(blank=True, max_length=254)),
                ('subject', models.CharField(max_length=300)),
                ('text', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('ready_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('failed_at', None), ('sent_at', None)), fields=['ready_at'], name='mail_to_send')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('time_zone', models.CharField(blank=True, max_length=64)),
                ('never_mail', models.BooleanField(default=False, verbose_name='never mail')),
                ('sample', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='stakeholders.organisation')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='stakeholders.organisation')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contacts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_personevent" ("email", "id", "language", "name", "never_mail", "organisation_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "sample", "time_zone", "user_id") SELECT new_values."email", new_values."id", new_values."language", new_values."name", new_values."never_mail", new_values."organisation_id", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."sample", new_values."time_zone", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='81ecb3836875c42e74c92ec0d6528c593becc532', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6ec0e', referencing='REFERENCING NEW TABLE AS new_values ', table='stakeholders_person', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_personevent" ("email", "id", "language", "name", "never_mail", "organisation_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "sample", "time_zone", "user_id") SELECT new_values."email", new_values."id", new_values."language", new_values."name", new_values."never_mail", new_values."organisation_id", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."sample", new_values."time_zone", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e078353757bf277fb85c9673863dd372c4b55cd3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d49a1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stakeholders_person', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_personevent" ("email", "id", "language", "name", "never_mail", "organisation_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "sample", "time_zone", "user_id") SELECT old_values."email", old_values."id", old_values."language", old_values."name", old_values."never_mail", old_values."organisation_id", old_values."owner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."sample", old_values."time_zone", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='54b9f734c188d024c357ea4d5f6990287aac8b63', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_20009', referencing='REFERENCING OLD TABLE AS old_values ', table='stakeholders_person', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='PersonEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=150)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('time_zone', models.CharField(blank=True, max_length=64)),
                ('never_mail', models.BooleanField(default=False, verbose_name='never mail')),
                ('sample', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stakeholders.person')),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('country', 'Country'), ('region', 'Region'), ('city', 'City')], max_length=8)),
                ('name', models.CharField(max_length=200)),
                ('normalised_name', models.GeneratedField(db_persist=True, expression=stakeholders.models.names.Normalise(models.F('name')), output_field=models.TextField())),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('country_code', models.CharField(blank=True, help_text='ISO 3166-1 alpha-2; NA is Namibia.', max_length=2)),
                ('iso_code', models.CharField(blank=True, help_text='ISO 3166-1 or 3166-2.', max_length=10, null=True)),
                ('geonames_id', models.BigIntegerField(blank=True, null=True)),
                ('lat', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ('lon', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ('population', models.BigIntegerField(blank=True, null=True)),
                ('time_zone', models.CharField(blank=True, max_length=64)),
                ('source', models.CharField(default='manual', max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=120, null=True)),
                ('note', models.CharField(blank=True, help_text='Why the place stands as it does.', max_length=200)),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places_within', to='stakeholders.place')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='stakeholders.place')),
            ],
            options={
                'indexes': [models.Index(fields=['level', 'country_code', 'normalised_name'], name='place_by_name'), models.Index(models.F('level'), models.OrderBy(models.F('population'), descending=True, nulls_last=True), name='place_by_population')],
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['country', 'region', 'city'])), name='place_level_known'), models.UniqueConstraint(fields=('iso_code',), name='place_iso_once'), models.UniqueConstraint(fields=('geonames_id',), name='place_geonames_once'), models.UniqueConstraint(fields=('source', 'external_id'), name='place_source_once'), models.CheckConstraint(condition=models.Q(('level', 'country'), models.Q(('country_code', ''), _negated=True), _connector='OR'), name='place_below_country_has_country'), models.CheckConstraint(condition=models.Q(('population__isnull', True), ('population__gte', 0), _connector='OR'), name='place_population_ge_0')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('slug', models.SlugField(db_index=False, max_length=200)),
                ('kind', models.CharField(choices=[('city government', 'City government'), ('regional government', 'Regional government'), ('chamber of commerce', 'Chamber of commerce'), ('port authority', 'Port authority'), ('university', 'University'), ('development board', 'Development board'), ('sister-city association', 'Sister-city association'), ('company', 'Company'), ('association', 'Association'), ('hospital', 'Hospital'), ('museum', 'Museum'), ('other', 'Other')], max_length=30)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('website', models.URLField(blank=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('time_zone', models.CharField(blank=True, max_length=64)),
                ('source', models.CharField(default='manual', max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=120, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stakeholders.organisation')),
                ('place', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.place')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OfficeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('language', models.CharField(default='en', max_length=12)),
                ('time_zone', models.CharField(default='UTC', max_length=64)),
                ('year_starts_in', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='first month of the year')),
                ('aims', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('people', 'People'), ('economy', 'Economy'), ('city services', 'City services')], max_length=20), blank=True, default=list, size=None)),
                ('mail_address', models.EmailField(blank=True, max_length=254)),
                ('word_for_tie', models.CharField(blank=True, help_text='As Paris says “partner city”.', max_length=60, verbose_name='own word for a partnership')),
                ('records_complete_from', models.DateField(blank=True, help_text='Until this is declared, no stage is given.', null=True, verbose_name='records are complete from')),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stakeholders.office')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('home', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.place')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DesignationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('leads', models.BooleanField(default=True)),
                ('authority', models.CharField(blank=True, max_length=200)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stakeholders.designation')),
                ('office', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.office')),
                ('place', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.place')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('never_mail', models.BooleanField(default=False)),
                ('sample', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='stakeholders.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'title'), name='post_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_postevent" ("email", "id", "never_mail", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "title") SELECT new_values."email", new_values."id", new_values."never_mail", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sample", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ed5785764e13a76a88d8cc98dc8d3201406bc6a5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3faf9', referencing='REFERENCING NEW TABLE AS new_values ', table='stakeholders_post', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_postevent" ("email", "id", "never_mail", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "title") SELECT new_values."email", new_values."id", new_values."never_mail", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sample", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a57fdec8b209cbfe4309d720b61d3cf76995300d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_834d0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stakeholders_post', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_postevent" ("email", "id", "never_mail", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "title") SELECT old_values."email", old_values."id", old_values."never_mail", old_values."organisation_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sample", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c1c67eace3f55f00af05c71f04f73d3f2794e5db', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e3b23', referencing='REFERENCING OLD TABLE AS old_values ', table='stakeholders_post', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='PostEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('never_mail', models.BooleanField(default=False)),
                ('sample', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stakeholders.post')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PostHolding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holdings', to='stakeholders.person')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holdings', to='stakeholders.post')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('since__lte', models.F('until')), _connector='OR'), name='postholding_since_to_until')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_postholdingevent" ("id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "until") SELECT new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."post_id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ad57e46a3c96fb34bed5d7abcc86e26958eda57c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_46ad7', referencing='REFERENCING NEW TABLE AS new_values ', table='stakeholders_postholding', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_postholdingevent" ("id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "until") SELECT new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."post_id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='554a650d0f707a3bbfb32cd1368b001e531f4366', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4e511', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stakeholders_postholding', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_postholdingevent" ("id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "until") SELECT old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."post_id", old_values."since", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='81c7f2bf63234e50976f89f61ee0c078163d88f8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6d86a', referencing='REFERENCING OLD TABLE AS old_values ', table='stakeholders_postholding', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='PostHoldingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.person')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stakeholders.postholding')),
                ('post', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.post')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegisterEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='register', to='stakeholders.organisation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='register_entries', to='stakeholders.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('office', 'organisation'), name='register_entry_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_registerentryevent" ("created_at", "id", "office_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."created_at", new_values."id", new_values."office_id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3dd98f59c3547f48333e133e6ec031b5fdf21f5a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d8d3f', referencing='REFERENCING NEW TABLE AS new_values ', table='stakeholders_registerentry', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_registerentryevent" ("created_at", "id", "office_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."created_at", new_values."id", new_values."office_id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9f0590d76101abf7091995d7966dd3d2cac52fc1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_41fb0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stakeholders_registerentry', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_registerentryevent" ("created_at", "id", "office_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."created_at", old_values."id", old_values."office_id", old_values."organisation_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f72f45667314007b3b928cdfee2a8a614b97b179', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8ed9d', referencing='REFERENCING OLD TABLE AS old_values ', table='stakeholders_registerentry', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='RegisterEntryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('office', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stakeholders.registerentry')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StaffGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300)),
                ('granted_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_grants', to='stakeholders.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('granted_at'))), name='staff_grant_ends_later'), models.CheckConstraint(condition=models.Q(('ends_at__lte', django.db.models.expressions.CombinedExpression(models.F('granted_at'), '+', models.Value(datetime.timedelta(days=7))))), name='staff_grant_at_most_7_days'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='staff_grant_has_reason')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_staffgrantevent" ("ends_at", "granted_at", "granted_by_id", "id", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "user_id") SELECT new_values."ends_at", new_values."granted_at", new_values."granted_by_id", new_values."id", new_values."office_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."revoked_at", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ce93e168fa92f7c7650f9ee32407568696c476b8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cf278', referencing='REFERENCING NEW TABLE AS new_values ', table='stakeholders_staffgrant', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_staffgrantevent" ("ends_at", "granted_at", "granted_by_id", "id", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "user_id") SELECT new_values."ends_at", new_values."granted_at", new_values."granted_by_id", new_values."id", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."revoked_at", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8ce0847b72658741399bc895b1dceeab04094344', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d50f6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stakeholders_staffgrant', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stakeholders_staffgrantevent" ("ends_at", "granted_at", "granted_by_id", "id", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "user_id") SELECT old_values."ends_at", old_values."granted_at", old_values."granted_by_id", old_values."id", old_values."office_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."revoked_at", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='21ee88d3f9ceeb5e63ba67b9c7c42b3c453e22c6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_af657', referencing='REFERENCING OLD TABLE AS old_values ', table='stakeholders_staffgrant', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='StaffGrantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('granted_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('granted_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stakeholders.staffgrant')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UserEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('time_zone', models.CharField(default='UTC', max_length=64, verbose_name='time zone')),
                ('is_staff', models.BooleanField(default=False, verbose_name='platform staff')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_looked_at', models.DateTimeField(blank=True, help_text='When the overview was last opened.', null=True)),
                ('sample', models.BooleanField(default=False)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='office',
            name='organisation',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='office', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='stakeholders.place'),
        ),
        migrations.AddField(
            model_name='office',
            name='home',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='stakeholders.place'),
        ),
        migrations.AddField(
            model_name='designation',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='stakeholders.place'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['city government', 'regional government', 'chamber of commerce', 'port authority', 'university', 'development board', 'sister-city association', 'company', 'association', 'hospital', 'museum', 'other'])), name='organisation_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(fields=('normalised_name', 'place'), name='organisation_name_once_a_place'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(fields=('source', 'external_id'), name='organisation_source_once'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='organisation_has_name'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.CheckConstraint(condition=models.Q(('year_starts_in__gte', 1), ('year_starts_in__lte', 12)), name='office_year_starts_in_a_month'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('since__lte', models.F('until')), _connector='OR'), name='designation_since_to_until'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.UniqueConstraint(fields=('office', 'place', 'since'), name='designation_once'),
        ),
        stakeholders.triggers.InstallTriggers(
        ),
    ]
    operations = [operations[0], Together(operations[1:26]), Together(operations[26:37]), operations[37]]

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from stakeholders.together import Together


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0004_imported'),
        ('partnerships', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('reminders', '0001_initial'),
        ('stakeholders', '0002_reminders_by_mail'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Nothing ever wrote a row of it.
        migrations.DeleteModel('Notice'),
        Together([
            migrations.CreateModel(
                name='Feed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('mine', 'My own dates'), ('partnership', 'A partnership'), ('agreement', 'An agreement'), ('organisation', 'An organisation')], default='mine', max_length=12)),
                    ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                    ('created_at', models.DateTimeField()),
                    ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ('last_read_at', models.DateTimeField(blank=True, null=True)),
                    ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to='agreements.agreement')),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to='stakeholders.organisation')),
                    ('partnership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to='partnerships.partnership')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-created_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='FeedEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('mine', 'My own dates'), ('partnership', 'A partnership'), ('agreement', 'An agreement'), ('organisation', 'An organisation')], default='mine', max_length=12)),
                    ('created_at', models.DateTimeField()),
                    ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ('agreement', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement')),
                    ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                    ('partnership', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reminders.feed')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OfficeRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rule', models.CharField(max_length=40)),
                    ('is_on', models.BooleanField(default=True, verbose_name='in use')),
                    ('leads', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), blank=True, null=True, size=None)),
                    ('others', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                    ('channel', models.CharField(choices=[('mail', 'Mail and My work'), ('inbox', 'My work only'), ('webhook', 'Webhook')], default='mail', max_length=10)),
                    ('set_at', models.DateTimeField()),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminder_rules', to='stakeholders.organisation')),
                    ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='OfficeRuleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('rule', models.CharField(max_length=40)),
                    ('is_on', models.BooleanField(default=True, verbose_name='in use')),
                    ('leads', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), blank=True, null=True, size=None)),
                    ('others', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                    ('channel', models.CharField(choices=[('mail', 'Mail and My work'), ('inbox', 'My work only'), ('webhook', 'Webhook')], default='mail', max_length=10)),
                    ('set_at', models.DateTimeField()),
                    ('office', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reminders.officerule')),
                    ('set_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Webhook',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('url', models.URLField(max_length=500, verbose_name='address')),
                    ('secret', models.CharField(max_length=80)),
                    ('format', models.CharField(choices=[('json', 'Signed JSON, for a program of your own'), ('slack', 'Slack'), ('teams', 'Microsoft Teams')], default='json', max_length=6, verbose_name='for')),
                    ('rules', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                    ('created_at', models.DateTimeField()),
                    ('stopped_at', models.DateTimeField(blank=True, null=True)),
                    ('problem', models.CharField(blank=True, max_length=300)),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='webhooks', to='stakeholders.organisation')),
                ],
                options={
                    'ordering': ['name', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Recipient',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('mode', models.CharField(choices=[('immediate', 'At once, in my working hours'), ('daily', 'Once a day, in one mail'), ('weekly', 'Once a week, in one mail')], default='daily', max_length=10)),
                    ('hour', models.PositiveSmallIntegerField(default=8, validators=[django.core.validators.MaxValueValidator(23)], verbose_name='hour')),
                    ('weekday', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(6)], verbose_name='day of the week')),
                    ('stopped_at', models.DateTimeField(blank=True, null=True)),
                    ('bounced_at', models.DateTimeField(blank=True, null=True)),
                    ('problem', models.CharField(blank=True, max_length=300)),
                    ('person', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='recipient', to='stakeholders.person')),
                    ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='recipient', to=settings.AUTH_USER_MODEL)),
                    ('webhook', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='recipient', to='reminders.webhook')),
                ],
            ),
            migrations.CreateModel(
                name='Silence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rule', models.CharField(blank=True, max_length=40)),
                    ('subject_kind', models.CharField(blank=True, max_length=30)),
                    ('subject_id', models.BigIntegerField(blank=True, null=True)),
                    ('until', models.DateTimeField(blank=True, null=True)),
                    ('made_at', models.DateTimeField()),
                    ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='silences', to='reminders.recipient')),
                ],
            ),
            migrations.CreateModel(
                name='SilenceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('rule', models.CharField(blank=True, max_length=40)),
                    ('subject_kind', models.CharField(blank=True, max_length=30)),
                    ('subject_id', models.BigIntegerField(blank=True, null=True)),
                    ('until', models.DateTimeField(blank=True, null=True)),
                    ('made_at', models.DateTimeField()),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reminders.silence')),
                    ('recipient', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reminders.recipient')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='RecipientEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('mode', models.CharField(choices=[('immediate', 'At once, in my working hours'), ('daily', 'Once a day, in one mail'), ('weekly', 'Once a week, in one mail')], default='daily', max_length=10)),
                    ('hour', models.PositiveSmallIntegerField(default=8, validators=[django.core.validators.MaxValueValidator(23)], verbose_name='hour')),
                    ('weekday', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(6)], verbose_name='day of the week')),
                    ('stopped_at', models.DateTimeField(blank=True, null=True)),
                    ('bounced_at', models.DateTimeField(blank=True, null=True)),
                    ('problem', models.CharField(blank=True, max_length=300)),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.person')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reminders.recipient')),
                    ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('webhook', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reminders.webhook')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='WebhookEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('format', models.CharField(choices=[('json', 'Signed JSON, for a program of your own'), ('slack', 'Slack'), ('teams', 'Microsoft Teams')], default='json', max_length=6, verbose_name='for')),
                    ('rules', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                    ('created_at', models.DateTimeField()),
                    ('stopped_at', models.DateTimeField(blank=True, null=True)),
                    ('problem', models.CharField(blank=True, max_length=300)),
                    ('created_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('office', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reminders.webhook')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='WebhookPost',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=200, unique=True)),
                    ('body', models.JSONField()),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('ready_at', models.DateTimeField()),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('failed_at', models.DateTimeField(blank=True, null=True)),
                    ('status', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('problem', models.CharField(blank=True, max_length=300)),
                    ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='reminders.webhook')),
                ],
            ),
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=200, unique=True)),
                    ('rule', models.CharField(max_length=40)),
                    ('subject_kind', models.CharField(max_length=30)),
                    ('subject_id', models.BigIntegerField()),
                    ('occasion', models.CharField(max_length=60)),
                    ('channel', models.CharField(choices=[('mail', 'Mail and My work'), ('inbox', 'My work only'), ('webhook', 'Webhook')], default='mail', max_length=10)),
                    ('because', models.CharField(choices=[('owes', 'Owes'), ('contact', 'Contact'), ('coordinates', 'Coordinates'), ('others', 'Others'), ('author', 'Author'), ('files', 'Files'), ('reports', 'Reports'), ('channel', 'Channel'), ('instead', 'Instead')], max_length=12)),
                    ('day', models.DateField()),
                    ('about_on', models.DateField(blank=True, null=True)),
                    ('send_at', models.DateTimeField()),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('told', 'Told'), ('withheld', 'Withheld'), ('cancelled', 'Cancelled')], default='planned', max_length=10)),
                    ('why', models.CharField(blank=True, choices=[('nobody', 'Nobody'), ('other side', 'Other Side'), ('not by hand yet', 'Not By Hand Yet'), ('never mail', 'Never Mail'), ('no address', 'No Address'), ('stopped', 'Stopped'), ('muted', 'Muted'), ('bounced', 'Bounced'), ('may not see', 'May Not See'), ('tie stands still', 'Stands Still'), ('too late', 'Too Late'), ('settled', 'Settled'), ('moved', 'Moved'), ('rule off', 'Rule Off'), ('otherwise', 'Otherwise')], max_length=20)),
                    ('planned_at', models.DateTimeField()),
                    ('told_at', models.DateTimeField(blank=True, null=True)),
                    ('seen_at', models.DateTimeField(blank=True, null=True)),
                    ('note', models.CharField(blank=True, help_text='What happened, where no record says it.', max_length=300)),
                    ('sample', models.BooleanField(default=False)),
                    ('mail', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='stakeholders.outgoingmail')),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='stakeholders.organisation')),
                    ('partnership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='partnerships.partnership')),
                    ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='reminders.recipient')),
                    ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='reminders.webhookpost')),
                ],
                options={
                    'ordering': ['send_at', 'pk'],
                },
            ),
        ]),
        # Apart: with the tables above they would be made twice, since those are made as they stand after their block.
        Together([
            migrations.AddConstraint(
                model_name='feed',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['mine', 'partnership', 'agreement', 'organisation'])), name='feed_kind_known'),
            ),
            migrations.AddConstraint(
                model_name='feed',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreement', None), ('kind', 'mine'), ('organisation', None), ('partnership', None)), models.Q(('agreement', None), ('kind', 'partnership'), ('organisation', None), ('partnership__isnull', False)), models.Q(('agreement__isnull', False), ('kind', 'agreement'), ('organisation', None), ('partnership', None)), models.Q(('agreement', None), ('kind', 'organisation'), ('organisation__isnull', False), ('partnership', None)), _connector='OR'), name='feed_of_one_thing'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='feed',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_feedevent" ("agreement_id", "created_at", "id", "kind", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "user_id") SELECT new_values."agreement_id", new_values."created_at", new_values."id", new_values."kind", new_values."organisation_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."revoked_at", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='efc36946de2302485ef7dc5cc31c8ecc0c138f89', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a5374', referencing='REFERENCING NEW TABLE AS new_values ', table='reminders_feed', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='feed',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_feedevent" ("agreement_id", "created_at", "id", "kind", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "user_id") SELECT new_values."agreement_id", new_values."created_at", new_values."id", new_values."kind", new_values."organisation_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revoked_at", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."agreement_id" IS DISTINCT FROM (new_values."agreement_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."organisation_id" IS DISTINCT FROM (new_values."organisation_id") OR old_values."partnership_id" IS DISTINCT FROM (new_values."partnership_id") OR old_values."revoked_at" IS DISTINCT FROM (new_values."revoked_at") OR old_values."user_id" IS DISTINCT FROM (new_values."user_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='978c4817e3b1063af23c39d3b46e56e1e95ddbf9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_07686', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reminders_feed', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='feed',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_feedevent" ("agreement_id", "created_at", "id", "kind", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "user_id") SELECT old_values."agreement_id", old_values."created_at", old_values."id", old_values."kind", old_values."organisation_id", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."revoked_at", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f0d629a96084c08d43b02dbdb7e7d473f4eca869', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_69afb', referencing='REFERENCING OLD TABLE AS old_values ', table='reminders_feed', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='officerule',
                constraint=models.UniqueConstraint(fields=('office', 'rule'), name='office_rule_once'),
            ),
            migrations.AddConstraint(
                model_name='officerule',
                constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['mail', 'inbox', 'webhook'])), name='officerule_channel_known'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='officerule',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_officeruleevent" ("channel", "id", "is_on", "leads", "office_id", "others", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "set_at", "set_by_id") SELECT new_values."channel", new_values."id", new_values."is_on", new_values."leads", new_values."office_id", new_values."others", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rule", new_values."set_at", new_values."set_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1eb36c87d984f3d5bd2a38ec6b4d53cceaf6b37a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a840a', referencing='REFERENCING NEW TABLE AS new_values ', table='reminders_officerule', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='officerule',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_officeruleevent" ("channel", "id", "is_on", "leads", "office_id", "others", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "set_at", "set_by_id") SELECT new_values."channel", new_values."id", new_values."is_on", new_values."leads", new_values."office_id", new_values."others", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rule", new_values."set_at", new_values."set_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6e0a2a79ff6fb30a59f619079f3cb39e8e8d0fd6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_63ec8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reminders_officerule', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='officerule',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_officeruleevent" ("channel", "id", "is_on", "leads", "office_id", "others", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "set_at", "set_by_id") SELECT old_values."channel", old_values."id", old_values."is_on", old_values."leads", old_values."office_id", old_values."others", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rule", old_values."set_at", old_values."set_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='06304e89f44408c4b4ef4ba3bbc0adcb6839cad3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_2741b', referencing='REFERENCING OLD TABLE AS old_values ', table='reminders_officerule', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='silence',
                constraint=models.UniqueConstraint(fields=('recipient', 'rule', 'subject_kind', 'subject_id'), name='silence_once', nulls_distinct=False),
            ),
            migrations.AddConstraint(
                model_name='silence',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('subject_id__isnull', True), ('subject_kind', '')), models.Q(models.Q(('subject_kind', ''), _negated=True), ('subject_id__isnull', False)), _connector='OR'), name='silence_about_one_record_or_all'),
            ),
            migrations.AddConstraint(
                model_name='silence',
                constraint=models.CheckConstraint(condition=models.Q(('rule', ''), ('subject_kind', ''), _negated=True), name='silence_of_something'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='silence',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_silenceevent" ("id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_id", "rule", "subject_id", "subject_kind", "until") SELECT new_values."id", new_values."made_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recipient_id", new_values."rule", new_values."subject_id", new_values."subject_kind", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='aa2de4da76e7312aa9d972cda67adae3454fa4d8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b37f3', referencing='REFERENCING NEW TABLE AS new_values ', table='reminders_silence', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='silence',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_silenceevent" ("id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_id", "rule", "subject_id", "subject_kind", "until") SELECT new_values."id", new_values."made_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recipient_id", new_values."rule", new_values."subject_id", new_values."subject_kind", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c91dbe60e2376c45c7851855b9701f2c6a0fc6fb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_2ca95', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reminders_silence', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='silence',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_silenceevent" ("id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_id", "rule", "subject_id", "subject_kind", "until") SELECT old_values."id", old_values."made_at", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recipient_id", old_values."rule", old_values."subject_id", old_values."subject_kind", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a36cf17166e0be0593f5a3bceb0ceb8e7d095d71', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_48164', referencing='REFERENCING OLD TABLE AS old_values ', table='reminders_silence', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='webhook',
                constraint=models.CheckConstraint(condition=models.Q(('format__in', ['json', 'slack', 'teams'])), name='webhook_format_known'),
            ),
            migrations.AddConstraint(
                model_name='webhook',
                constraint=models.UniqueConstraint(fields=('office', 'name'), name='webhook_name_once'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='webhook',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_webhookevent" ("created_at", "created_by_id", "format", "id", "name", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "rules", "stopped_at") SELECT new_values."created_at", new_values."created_by_id", new_values."format", new_values."id", new_values."name", new_values."office_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."problem", new_values."rules", new_values."stopped_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bcb0a9806dd2cda5615caac2275fb397adb449c6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c5191', referencing='REFERENCING NEW TABLE AS new_values ', table='reminders_webhook', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='webhook',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_webhookevent" ("created_at", "created_by_id", "format", "id", "name", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "rules", "stopped_at") SELECT new_values."created_at", new_values."created_by_id", new_values."format", new_values."id", new_values."name", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."problem", new_values."rules", new_values."stopped_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."created_by_id" IS DISTINCT FROM (new_values."created_by_id") OR old_values."format" IS DISTINCT FROM (new_values."format") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."office_id" IS DISTINCT FROM (new_values."office_id") OR old_values."problem" IS DISTINCT FROM (new_values."problem") OR old_values."rules" IS DISTINCT FROM (new_values."rules") OR old_values."stopped_at" IS DISTINCT FROM (new_values."stopped_at")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5a61410afca5efb7944f1ceb1647484f99b25c51', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_61554', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reminders_webhook', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='webhook',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_webhookevent" ("created_at", "created_by_id", "format", "id", "name", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "rules", "stopped_at") SELECT old_values."created_at", old_values."created_by_id", old_values."format", old_values."id", old_values."name", old_values."office_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."problem", old_values."rules", old_values."stopped_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b9c5c6ee8ed3c442f5bb206c9a2471c38b30ed1f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_76a09', referencing='REFERENCING OLD TABLE AS old_values ', table='reminders_webhook', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='recipient',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', True), ('user__isnull', False), ('webhook__isnull', True)), models.Q(('person__isnull', False), ('user__isnull', True), ('webhook__isnull', True)), models.Q(('person__isnull', True), ('user__isnull', True), ('webhook__isnull', False)), _connector='OR'), name='recipient_is_one'),
            ),
            migrations.AddConstraint(
                model_name='recipient',
                constraint=models.CheckConstraint(condition=models.Q(('mode__in', ['immediate', 'daily', 'weekly'])), name='recipient_mode_known'),
            ),
            migrations.AddConstraint(
                model_name='recipient',
                constraint=models.CheckConstraint(condition=models.Q(('hour__isnull', True), ('hour__lte', 23), _connector='OR'), name='recipient_hour_le_23'),
            ),
            migrations.AddConstraint(
                model_name='recipient',
                constraint=models.CheckConstraint(condition=models.Q(('weekday__isnull', True), ('weekday__lte', 6), _connector='OR'), name='recipient_weekday_le_6'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='recipient',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_recipientevent" ("bounced_at", "hour", "id", "mode", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "stopped_at", "user_id", "webhook_id", "weekday") SELECT new_values."bounced_at", new_values."hour", new_values."id", new_values."mode", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."problem", new_values."stopped_at", new_values."user_id", new_values."webhook_id", new_values."weekday" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b4b820b884ed82699576167f128514e7165c71c8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7135c', referencing='REFERENCING NEW TABLE AS new_values ', table='reminders_recipient', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='recipient',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_recipientevent" ("bounced_at", "hour", "id", "mode", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "stopped_at", "user_id", "webhook_id", "weekday") SELECT new_values."bounced_at", new_values."hour", new_values."id", new_values."mode", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."problem", new_values."stopped_at", new_values."user_id", new_values."webhook_id", new_values."weekday" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b6d90346090337fb03a97587c6931b4bb7090d06', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1f5c4', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reminders_recipient', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='recipient',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_recipientevent" ("bounced_at", "hour", "id", "mode", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "stopped_at", "user_id", "webhook_id", "weekday") SELECT old_values."bounced_at", old_values."hour", old_values."id", old_values."mode", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."problem", old_values."stopped_at", old_values."user_id", old_values."webhook_id", old_values."weekday" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2283aba33822013109cd7d642ac9a372098f2054', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_792ff', referencing='REFERENCING OLD TABLE AS old_values ', table='reminders_recipient', when='AFTER')),
            ),
            migrations.AddIndex(
                model_name='webhookpost',
                index=models.Index(condition=models.Q(('failed_at', None), ('sent_at', None)), fields=['ready_at'], name='webhook_post_to_send'),
            ),
            migrations.AddIndex(
                model_name='notice',
                index=models.Index(condition=models.Q(('state', 'planned')), fields=['recipient', 'send_at'], name='notice_to_tell'),
            ),
            migrations.AddIndex(
                model_name='notice',
                index=models.Index(fields=['recipient', '-send_at'], name='notice_by_recipient'),
            ),
            migrations.AddIndex(
                model_name='notice',
                index=models.Index(fields=['office', '-send_at'], name='notice_by_office'),
            ),
            migrations.AddIndex(
                model_name='notice',
                index=models.Index(fields=['subject_kind', 'subject_id'], name='notice_by_subject'),
            ),
            migrations.AddConstraint(
                model_name='notice',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'told', 'withheld', 'cancelled'])), name='notice_state_known'),
            ),
            migrations.AddConstraint(
                model_name='notice',
                constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['mail', 'inbox', 'webhook'])), name='notice_channel_known'),
            ),
            migrations.AddConstraint(
                model_name='notice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('recipient__isnull', False), ('state', 'told'), ('told_at__isnull', False)), models.Q(models.Q(('state', 'told'), _negated=True), ('told_at__isnull', True)), _connector='OR'), name='notice_told_to_somebody'),
            ),
            migrations.AddConstraint(
                model_name='notice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['planned', 'told']), ('why', '')), models.Q(('state__in', ['withheld', 'cancelled']), models.Q(('why', ''), _negated=True)), _connector='OR'), name='notice_not_told_says_why'),
            ),
        ]),
    ]

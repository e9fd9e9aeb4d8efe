

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agreements', '0001_initial'),
        ('partnerships', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('stakeholders', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='agreement',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='agreement',
            name='named',
            field=models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='agreement',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='published_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='created_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='owner',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='parent',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='published_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='accepted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='agreement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliverables', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='contact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliverables', to='stakeholders.person'),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='named',
            field=models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='owed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliverables', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='published_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='accepted_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='agreement',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='contact',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.person'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='created_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='owed_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='owner',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.deliverable'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='published_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deliverableupdate',
            name='by_user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliverable_updates', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deliverableupdate',
            name='deliverable',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='updates', to='agreements.deliverable'),
        ),
        migrations.AddField(
            model_name='deliverableupdateevent',
            name='by_user',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deliverableupdateevent',
            name='deliverable',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.deliverable'),
        ),
        migrations.AddField(
            model_name='deliverableupdateevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='deliverableupdateevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.deliverableupdate'),
        ),
        migrations.AddField(
            model_name='party',
            name='agreement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='party',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreement_parties', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='party',
            name='side',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stakeholders.place'),
        ),
        migrations.AddField(
            model_name='partyevent',
            name='agreement',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='partyevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='partyevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='partyevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.party'),
        ),
        migrations.AddField(
            model_name='partyevent',
            name='side',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.place'),
        ),
        migrations.AddField(
            model_name='signature',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='agreements.party'),
        ),
        migrations.AddField(
            model_name='signature',
            name='post',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='signatures', to='stakeholders.post'),
        ),
        migrations.AddField(
            model_name='signatureevent',
            name='party',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.party'),
        ),
        migrations.AddField(
            model_name='signatureevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='signatureevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.signature'),
        ),
        migrations.AddField(
            model_name='signatureevent',
            name='post',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.post'),
        ),
        migrations.AddField(
            model_name='updatefile',
            name='update',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='agreements.deliverableupdate'),
        ),
        migrations.AddField(
            model_name='updatelink',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='updatelink',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='updatelink',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='stakeholders.person'),
        ),
        migrations.AddField(
            model_name='deliverableupdateevent',
            name='by_link',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.updatelink'),
        ),
        migrations.AddField(
            model_name='deliverableupdate',
            name='by_link',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='agreements.updatelink'),
        ),
        migrations.AddField(
            model_name='updatelinkevent',
            name='created_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='updatelinkevent',
            name='office',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='updatelinkevent',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.person'),
        ),
        migrations.AddField(
            model_name='updatelinkevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='updatelinkevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.updatelink'),
        ),
        migrations.AddField(
            model_name='updatelinkitem',
            name='deliverable',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='link_items', to='agreements.deliverable'),
        ),
        migrations.AddField(
            model_name='updatelinkitem',
            name='link',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='agreements.updatelink'),
        ),
        migrations.AddField(
            model_name='updatelink',
            name='deliverables',
            field=models.ManyToManyField(related_name='links', through='agreements.UpdateLinkItem', to='agreements.deliverable'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['named', 'office', 'parties', 'shared', 'public'])), name='agreements_agreement_audience'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'public'), _negated=True), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='agreements_agreement_on_purpose'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(fields=('source', 'external_id'), name='agreements_agreement_source'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_first__isnull', False), ('signed_last__isnull', False)), models.Q(('signed_first__isnull', True), ('signed_last__isnull', True)), _connector='OR'), name='agreement_signed_first_with_signed_last'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('signed_first__isnull', True), ('signed_last__isnull', True), ('signed_first__lte', models.F('signed_last')), _connector='OR'), name='agreement_signed_first_to_signed_last'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('in_force_first__isnull', False), ('in_force_last__isnull', False)), models.Q(('in_force_first__isnull', True), ('in_force_last__isnull', True)), _connector='OR'), name='agreement_in_force_first_with_in_force_last'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('in_force_first__isnull', True), ('in_force_last__isnull', True), ('in_force_first__lte', models.F('in_force_last')), _connector='OR'), name='agreement_in_force_first_to_in_force_last'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('in_force_first__isnull', True), ('expires_on__isnull', True), ('in_force_first__lte', models.F('expires_on')), _connector='OR'), name='agreement_in_force_first_to_expires_on'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('in_force_first__isnull', True), ('ended_on__isnull', True), ('in_force_first__lte', models.F('ended_on')), _connector='OR'), name='agreement_in_force_first_to_ended_on'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('notice_days__isnull', True), ('notice_days__gte', 0), _connector='OR'), name='agreement_notice_days_ge_0'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['sister city', 'friendship', 'MoU', 'trade', 'investment', 'port', 'academic', 'sector', 'regional', 'work plan', 'other'])), name='agreement_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'negotiation', 'approved', 'signed', 'in force', 'suspended', 'expired', 'ended', 'renewed'])), name='agreement_status_known'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('renewal__in', ['none', 'automatic', 'by notice'])), name='agreement_renewal_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_agreementevent" ("audience", "created_at", "created_by_id", "ended_on", "expires_on", "external_id", "fields", "id", "in_force_first", "in_force_last", "kind", "notice_days", "owner_id", "parent_id", "parent_relation", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "renewal", "sample", "signed_first", "signed_last", "source", "source_note", "status", "summary", "title") SELECT new_values."audience", new_values."created_at", new_values."created_by_id", new_values."ended_on", new_values."expires_on", new_values."external_id", new_values."fields", new_values."id", new_values."in_force_first", new_values."in_force_last", new_values."kind", new_values."notice_days", new_values."owner_id", new_values."parent_id", new_values."parent_relation", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."renewal", new_values."sample", new_values."signed_first", new_values."signed_last", new_values."source", new_values."source_note", new_values."status", new_values."summary", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e42778fe3a10481c590e3b0666275b931fc6a194', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_13a93', referencing='REFERENCING NEW TABLE AS new_values ', table='agreements_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_agreementevent" ("audience", "created_at", "created_by_id", "ended_on", "expires_on", "external_id", "fields", "id", "in_force_first", "in_force_last", "kind", "notice_days", "owner_id", "parent_id", "parent_relation", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "renewal", "sample", "signed_first", "signed_last", "source", "source_note", "status", "summary", "title") SELECT new_values."audience", new_values."created_at", new_values."created_by_id", new_values."ended_on", new_values."expires_on", new_values."external_id", new_values."fields", new_values."id", new_values."in_force_first", new_values."in_force_last", new_values."kind", new_values."notice_days", new_values."owner_id", new_values."parent_id", new_values."parent_relation", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."renewal", new_values."sample", new_values."signed_first", new_values."signed_last", new_values."source", new_values."source_note", new_values."status", new_values."summary", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='54454bfb8496b0a1540b132ca145f8b66aa59d6a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_36fdd', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agreements_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_agreementevent" ("audience", "created_at", "created_by_id", "ended_on", "expires_on", "external_id", "fields", "id", "in_force_first", "in_force_last", "kind", "notice_days", "owner_id", "parent_id", "parent_relation", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "renewal", "sample", "signed_first", "signed_last", "source", "source_note", "status", "summary", "title") SELECT old_values."audience", old_values."created_at", old_values."created_by_id", old_values."ended_on", old_values."expires_on", old_values."external_id", old_values."fields", old_values."id", old_values."in_force_first", old_values."in_force_last", old_values."kind", old_values."notice_days", old_values."owner_id", old_values."parent_id", old_values."parent_relation", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published_at", old_values."published_by_id", old_values."renewal", old_values."sample", old_values."signed_first", old_values."signed_last", old_values."source", old_values."source_note", old_values."status", old_values."summary", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6e29024a11f4b655a62e02f5dc4cf579677b5408', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a07e3', referencing='REFERENCING OLD TABLE AS old_values ', table='agreements_agreement', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='deliverable',
            index=models.Index(fields=['due_on'], name='deliverable_by_due'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['named', 'office', 'parties', 'shared', 'public'])), name='agreements_deliverable_audience'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'public'), _negated=True), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='agreements_deliverable_on_purpose'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.UniqueConstraint(fields=('source', 'external_id'), name='agreements_deliverable_source'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), _connector='OR'), name='deliverable_accepted_at_with_accepted_by'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__isnull', True), ('quantity__gte', 0), _connector='OR'), name='deliverable_quantity_ge_0'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(('quantity_goal__isnull', True), ('quantity_goal__gte', 0), _connector='OR'), name='deliverable_quantity_goal_ge_0'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(('weight__isnull', True), ('weight__gte', 0), _connector='OR'), name='deliverable_weight_ge_0'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(('progress__isnull', True), ('progress__lte', 100), _connector='OR'), name='deliverable_progress_le_100'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['planned', 'in progress', 'submitted', 'returned', 'accepted', 'cancelled'])), name='deliverable_status_known'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', False), ('status', 'accepted')), models.Q(models.Q(('status', 'accepted'), _negated=True), ('accepted_at__isnull', True)), _connector='OR'), name='deliverable_accepted_has_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverable',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_deliverableevent" ("accepted_at", "accepted_by_id", "agreement_id", "audience", "contact_id", "created_at", "created_by_id", "description", "due_on", "external_id", "id", "outlook", "owed_by_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "published_at", "published_by_id", "quantity", "quantity_goal", "returned_reason", "sample", "source", "status", "submitted_at", "title", "unit", "weight") SELECT new_values."accepted_at", new_values."accepted_by_id", new_values."agreement_id", new_values."audience", new_values."contact_id", new_values."created_at", new_values."created_by_id", new_values."description", new_values."due_on", new_values."external_id", new_values."id", new_values."outlook", new_values."owed_by_id", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."progress", new_values."published_at", new_values."published_by_id", new_values."quantity", new_values."quantity_goal", new_values."returned_reason", new_values."sample", new_values."source", new_values."status", new_values."submitted_at", new_values."title", new_values."unit", new_values."weight" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f545382ab2f3190f67ce7c78201de4fe75dadb6e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6fa36', referencing='REFERENCING NEW TABLE AS new_values ', table='agreements_deliverable', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverable',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_deliverableevent" ("accepted_at", "accepted_by_id", "agreement_id", "audience", "contact_id", "created_at", "created_by_id", "description", "due_on", "external_id", "id", "outlook", "owed_by_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "published_at", "published_by_id", "quantity", "quantity_goal", "returned_reason", "sample", "source", "status", "submitted_at", "title", "unit", "weight") SELECT new_values."accepted_at", new_values."accepted_by_id", new_values."agreement_id", new_values."audience", new_values."contact_id", new_values."created_at", new_values."created_by_id", new_values."description", new_values."due_on", new_values."external_id", new_values."id", new_values."outlook", new_values."owed_by_id", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."progress", new_values."published_at", new_values."published_by_id", new_values."quantity", new_values."quantity_goal", new_values."returned_reason", new_values."sample", new_values."source", new_values."status", new_values."submitted_at", new_values."title", new_values."unit", new_values."weight" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='990f41402e227f3ef73ec8e5cdd20296f37be0ea', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_92279', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agreements_deliverable', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverable',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_deliverableevent" ("accepted_at", "accepted_by_id", "agreement_id", "audience", "contact_id", "created_at", "created_by_id", "description", "due_on", "external_id", "id", "outlook", "owed_by_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "published_at", "published_by_id", "quantity", "quantity_goal", "returned_reason", "sample", "source", "status", "submitted_at", "title", "unit", "weight") SELECT old_values."accepted_at", old_values."accepted_by_id", old_values."agreement_id", old_values."audience", old_values."contact_id", old_values."created_at", old_values."created_by_id", old_values."description", old_values."due_on", old_values."external_id", old_values."id", old_values."outlook", old_values."owed_by_id", old_values."owner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."progress", old_values."published_at", old_values."published_by_id", old_values."quantity", old_values."quantity_goal", old_values."returned_reason", old_values."sample", old_values."source", old_values."status", old_values."submitted_at", old_values."title", old_values."unit", old_values."weight" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ff9a80863105037de69d84fa31e69e61249efb85', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b4383', referencing='REFERENCING OLD TABLE AS old_values ', table='agreements_deliverable', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(fields=('agreement', 'organisation'), name='party_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='party',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_partyevent" ("agreement_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side_id") SELECT new_values."agreement_id", new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."side_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a4f1a97577d791735f1a574463bb631235d75ecf', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_783c4', referencing='REFERENCING NEW TABLE AS new_values ', table='agreements_party', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='party',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_partyevent" ("agreement_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side_id") SELECT new_values."agreement_id", new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."side_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6fa441fef334d8e52601194ee3bd3766173cb569', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_83158', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agreements_party', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='party',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_partyevent" ("agreement_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side_id") SELECT old_values."agreement_id", old_values."id", old_values."organisation_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."side_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9cba3b6ea843f6d24154ee36ac6c0a8d62a0e201', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_048bd', referencing='REFERENCING OLD TABLE AS old_values ', table='agreements_party', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_first__isnull', False), ('signed_last__isnull', False)), models.Q(('signed_first__isnull', True), ('signed_last__isnull', True)), _connector='OR'), name='signature_signed_first_with_signed_last'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('signed_first__isnull', True), ('signed_last__isnull', True), ('signed_first__lte', models.F('signed_last')), _connector='OR'), name='signature_signed_first_to_signed_last'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_signatureevent" ("id", "party_id", "person_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "post_id", "signed_first", "signed_last") SELECT new_values."id", new_values."party_id", new_values."person_name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."post_id", new_values."signed_first", new_values."signed_last" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6cb72a32b288d9dd66d773309c802809f576679d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6d3e4', referencing='REFERENCING NEW TABLE AS new_values ', table='agreements_signature', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_signatureevent" ("id", "party_id", "person_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "post_id", "signed_first", "signed_last") SELECT new_values."id", new_values."party_id", new_values."person_name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."post_id", new_values."signed_first", new_values."signed_last" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5d6d696e20cc670dd67d80425e8e6893e32b5e30', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fcdd6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agreements_signature', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_signatureevent" ("id", "party_id", "person_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "post_id", "signed_first", "signed_last") SELECT old_values."id", old_values."party_id", old_values."person_name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."post_id", old_values."signed_first", old_values."signed_last" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8bdec75740c5512921b421ad73e380cef2591cd4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_403e6', referencing='REFERENCING OLD TABLE AS old_values ', table='agreements_signature', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='deliverableupdate',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__isnull', True), ('quantity__gte', 0), _connector='OR'), name='deliverableupdate_quantity_ge_0'),
        ),
        migrations.AddConstraint(
            model_name='deliverableupdate',
            constraint=models.CheckConstraint(condition=models.Q(('answer__in', ['done', 'on track', 'at risk', 'stuck', 'more time', 'cannot share', 'wrong person'])), name='deliverableupdate_answer_known'),
        ),
        migrations.AddConstraint(
            model_name='deliverableupdate',
            constraint=models.CheckConstraint(condition=models.Q(('by_user__isnull', False), ('by_link__isnull', False), _connector='OR'), name='update_has_an_author'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverableupdate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_deliverableupdateevent" ("answer", "at", "by_link_id", "by_name", "by_user_id", "deliverable_id", "id", "idempotency_key", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "until") SELECT new_values."answer", new_values."at", new_values."by_link_id", new_values."by_name", new_values."by_user_id", new_values."deliverable_id", new_values."id", new_values."idempotency_key", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7e51b6a02954b2a2626725733129545442bbe407', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0c28e', referencing='REFERENCING NEW TABLE AS new_values ', table='agreements_deliverableupdate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverableupdate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_deliverableupdateevent" ("answer", "at", "by_link_id", "by_name", "by_user_id", "deliverable_id", "id", "idempotency_key", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "until") SELECT new_values."answer", new_values."at", new_values."by_link_id", new_values."by_name", new_values."by_user_id", new_values."deliverable_id", new_values."id", new_values."idempotency_key", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quantity", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='77c6a732087ba60018a087b4d3d2420629d312ec', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c3e94', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agreements_deliverableupdate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverableupdate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_deliverableupdateevent" ("answer", "at", "by_link_id", "by_name", "by_user_id", "deliverable_id", "id", "idempotency_key", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "until") SELECT old_values."answer", old_values."at", old_values."by_link_id", old_values."by_name", old_values."by_user_id", old_values."deliverable_id", old_values."id", old_values."idempotency_key", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quantity", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1e60094f084567abeac2502a08542aadba092c9e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bf42d', referencing='REFERENCING OLD TABLE AS old_values ', table='agreements_deliverableupdate', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='updatelinkitem',
            constraint=models.UniqueConstraint(fields=('link', 'deliverable'), name='link_item_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updatelink',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_updatelinkevent" ("created_at", "created_by_id", "email", "ends_at", "id", "message", "name", "office_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at") SELECT new_values."created_at", new_values."created_by_id", new_values."email", new_values."ends_at", new_values."id", new_values."message", new_values."name", new_values."office_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."revoked_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9268e3025f265050ea73456132dc9dec5b39a66f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b532e', referencing='REFERENCING NEW TABLE AS new_values ', table='agreements_updatelink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updatelink',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_updatelinkevent" ("created_at", "created_by_id", "email", "ends_at", "id", "message", "name", "office_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at") SELECT new_values."created_at", new_values."created_by_id", new_values."email", new_values."ends_at", new_values."id", new_values."message", new_values."name", new_values."office_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revoked_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."created_by_id" IS DISTINCT FROM (new_values."created_by_id") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."ends_at" IS DISTINCT FROM (new_values."ends_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."message" IS DISTINCT FROM (new_values."message") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."office_id" IS DISTINCT FROM (new_values."office_id") OR old_values."person_id" IS DISTINCT FROM (new_values."person_id") OR old_values."revoked_at" IS DISTINCT FROM (new_values."revoked_at")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='eef897fbb2e6e9917dcc59af976c20834c86b4c2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ee63f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agreements_updatelink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updatelink',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_updatelinkevent" ("created_at", "created_by_id", "email", "ends_at", "id", "message", "name", "office_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at") SELECT old_values."created_at", old_values."created_by_id", old_values."email", old_values."ends_at", old_values."id", old_values."message", old_values."name", old_values."office_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."revoked_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c6ac248438b1e39c97f005fd7b967effb02bd128', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_cb2ce', referencing='REFERENCING OLD TABLE AS old_values ', table='agreements_updatelink', when='AFTER')),
        ),
    ]

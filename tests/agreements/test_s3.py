"""Files in a bucket: the same forms and pages against an S3 server on loopback."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements.services.deliverables import update_deliverable
from config import env, files
from partnerships.services.files import LEFT_FOR, sweep_files
from tests.agreements.scene import NOW, PDF


@pytest.fixture(scope="module")
def server():
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(server, monkeypatch, settings):
    import boto3

    for name, value in {
        "BUCKET": "evidence", "ENDPOINT": server, "REGION": "us-east-1", "KEY": "key", "SECRET": "secret",
        "FOLDER": "gemel",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"GEMEL_S3_{name}", value)
    client = boto3.client(
        "s3", endpoint_url=server, region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret"
    )
    client.create_bucket(Bucket="evidence")
    settings.STORAGES = {**settings.STORAGES, "default": files.storage()}
    yield client
    for row in client.list_objects_v2(Bucket="evidence").get("Contents", []):
        client.delete_object(Bucket="evidence", Key=row["Key"])
    client.delete_bucket(Bucket="evidence")


def names(bucket):
    return [row["Key"] for row in bucket.list_objects_v2(Bucket="evidence").get("Contents", [])]


def test_a_file_sent_with_an_update_lies_in_the_bucket_and_comes_back_through_the_page(scene, client, bucket):
    update = update_deliverable(
        scene.report, answer="done", by=scene.pia, at=NOW, files=[SimpleUploadedFile("r.pdf", PDF)]
    )
    file = update.files.get()
    client.force_login(scene.ana)

    answer = client.get(reverse("agreements:file", args=[file.pk]))

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="r.pdf"'
    assert names(bucket) == [f"gemel/{file.file.name}"]


def test_a_file_that_is_gone_from_the_bucket_is_not_found(scene, client, bucket):
    update = update_deliverable(
        scene.report, answer="done", by=scene.pia, at=NOW, files=[SimpleUploadedFile("r.pdf", PDF)]
    )
    default_storage.delete(update.files.get().file.name)
    client.force_login(scene.ana)

    assert client.get(reverse("agreements:file", args=[update.files.get().pk])).status_code == 404


def test_the_same_file_sent_twice_lies_there_twice_so_that_one_may_go(scene, bucket):
    for answer in ("on track", "done"):
        update_deliverable(
            scene.report, answer=answer, by=scene.pia, at=NOW, files=[SimpleUploadedFile("r.pdf", PDF)]
        )

    assert len(names(bucket)) == 2


def test_orphans_in_the_bucket_are_swept_and_what_a_row_names_stays(scene, bucket):
    update = update_deliverable(
        scene.report, answer="done", by=scene.pia, at=NOW, files=[SimpleUploadedFile("r.pdf", PDF)]
    )
    left = default_storage.save("updatefile/ab/left", ContentFile(b"left"))

    assert sweep_files(at=timezone.now()) == []  # too young
    assert sweep_files(at=timezone.now() + LEFT_FOR) == [left]
    assert names(bucket) == [f"gemel/{update.files.get().file.name}"]


def test_a_picture_is_read_back_whole(bucket):
    name = default_storage.save("try", io.BytesIO(b"\x00" * 300_000))

    assert default_storage.open(name).read() == b"\x00" * 300_000


def test_without_a_bucket_files_lie_on_the_disk(monkeypatch):
    monkeypatch.delenv("GEMEL_S3_BUCKET", raising=False)

    assert files.storage() == files.ON_DISK


def test_a_wrong_endpoint_is_named(monkeypatch):
    monkeypatch.setenv("GEMEL_S3_BUCKET", "evidence")
    monkeypatch.setenv("GEMEL_S3_ENDPOINT", "ftp://host")

    with pytest.raises(env.WrongVariable, match="GEMEL_S3_ENDPOINT"):
        files.storage()

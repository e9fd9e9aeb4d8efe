"""Where uploaded files lie: on the disk, or in a bucket of an S3-compatible store when GEMEL_S3_BUCKET names one."""

from config import env

ON_DISK = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def storage():
    """The default storage as Django's STORAGES takes it. The bucket is private: every file goes out through a page
    that asks who reads it, so none gets an address of its own."""
    bucket = env.text("GEMEL_S3_BUCKET", "")
    if not bucket:
        return ON_DISK
    endpoint = env.url("GEMEL_S3_ENDPOINT", None, schemes=["http", "https"])
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint[0].geturl() if endpoint else None,
            "region_name": env.text("GEMEL_S3_REGION", None),
            "access_key": env.text("GEMEL_S3_KEY", None),
            "secret_key": env.text("GEMEL_S3_SECRET", None),
            "location": env.text("GEMEL_S3_FOLDER", ""),
            "addressing_style": "path",
            "signature_version": "s3v4",
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }

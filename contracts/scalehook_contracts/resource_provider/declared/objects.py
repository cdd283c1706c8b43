"""Buckets of OSS, and URLs by which instances fetch objects. There is nothing behind a URL. Objects
themselves have operations of their own: `stored_objects`.
"""

from scalehook_contracts.errors.resources import NoSuchBucket, NoSuchKey
from scalehook_contracts.products import OSS
from scalehook_contracts.resource_provider.declaration import (
    Attribute,
    Call,
    Creates,
    Declaration,
    Describes,
    Kind,
    Shows,
)
from scalehook_contracts.resource_provider.parameters import needed, number, text

BUCKET = Kind(
    "bucket", "Name", "bucket-", "", NoSuchBucket,
    (Attribute("Location", "oss-{region}"), Attribute("CreationDate", "{now}")),
)  # fmt: skip
OBJECT = Kind(
    "object", "Path", "bucket/object-", "", NoSuchKey,
    (Attribute("Body"), Attribute("ContentEncoding"), Attribute("LastModified", "{now}")),
    in_order=True,
)  # fmt: skip
URL = (
    "https://{BucketName}.oss-{RegionId}{Internal}.aliyuncs.com/{ObjectName}"
    "?Expires={Expires}&OSSAccessKeyId=scalehook&Signature=scalehook"
)
OBJECTS = Declaration(
    (OSS,),
    (BUCKET, OBJECT),
    (
        Call("PutBucket", "Makes a bucket.", BUCKET, Creates({"Name": "BucketName"}, {}),
             (needed("BucketName"),)),
        Call("GetService", "Lists buckets.", BUCKET,
             Describes("Buckets", "Bucket", {}, paging="none"), ()),
        Call(
            "GenerateUrl", "Answers with a URL by which anybody may fetch an object.", BUCKET,
            Shows("BucketName", texts={"Url": URL},
                  words={"Internal": {"true": "-internal", "false": "", "": ""}}),
            (needed("BucketName"), needed("ObjectName"), text("RegionId"), text("Internal"),
             number("Expires", 3600, 1, 2**31 - 1)),
            path=("", "{ObjectName}"),
        ),
    ),
)  # fmt: skip

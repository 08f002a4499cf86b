/** How long an archive can be downloaded. */
export const ARCHIVE_DAYS = 7
/** How long a deletion can be taken back. */
export const GRACE_DAYS = 14
/** After how many days conversations may be deleted; people choose one of these, or never. */
export const RETENTION_CHOICES = [30, 90, 180, 365] as const

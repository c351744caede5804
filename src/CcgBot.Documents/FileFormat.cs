namespace CcgBot.Documents;

internal enum FileFormat
{
    /// <summary>None that is read.</summary>
    Unknown,

    /// <summary>Plain text: the library reads it itself.</summary>
    Text,
    Html,
    Markdown,
    Word,
    PowerPoint,
    Excel,
    Pdf,
    Csv,
    Rtf,
    Epub,
    Mail,
    Zip,
    Gzip,

    /// <summary>The compound files of Office before 2007, also the shell of every Office file that a password locks.</summary>
    OldOffice,
}

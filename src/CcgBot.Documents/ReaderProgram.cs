using System.Buffers.Binary;
using System.Text.Json;
using CcgBot.Articles;

namespace CcgBot.Documents;

/// <summary>The program that <see cref="ReaderProcess"/> starts: reads one file after the other from its input and writes what each says to its output.</summary>
internal static class ReaderProgram
{
    private const int LargestHead = 1 << 16;

    public static int Main()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        // A library that prints would garble the replies.
        Console.SetOut(TextWriter.Null);
        Span<byte> length = stackalloc byte[4];
        while (input.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) == length.Length)
        {
            var headLength = BinaryPrimitives.ReadInt32LittleEndian(length);
            if (headLength is <= 0 or > LargestHead)
            {
                return 2;
            }

            var head = new byte[headLength];
            input.ReadExactly(head);
            var request = JsonSerializer.Deserialize(head, ReaderJson.Wire.ReaderRequest)!;
            var bytes = new byte[request.Length];
            input.ReadExactly(bytes);
            var options = new IngestOptions
            {
                MaxSecondsPerDocument = request.MaxSecondsPerDocument,
                MaxUnpackedMegabytes = request.MaxUnpackedMegabytes,
                MaxReaderMegabytes = request.MaxReaderMegabytes,
            };
            // Whoever started it may be gone by then, and must not leave it working.
            using var end = new Timer(_ => Environment.Exit(3), null, TimeSpan.FromSeconds(request.MaxSecondsPerDocument + 10), Timeout.InfiniteTimeSpan);
            var reply = DocumentFormats.Read(new DocumentFile(request.Name, bytes), options);
            var written = JsonSerializer.SerializeToUtf8Bytes(reply, ReaderJson.Wire.ReaderReply);
            BinaryPrimitives.WriteInt32LittleEndian(length, written.Length);
            output.Write(length);
            output.Write(written);
            output.Flush();
            if (reply.GoesOn)
            {
                return 3;
            }
        }

        return 0;
    }
}

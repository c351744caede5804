namespace CcgBot.Articles;

/// <summary>Where the words of a block stand on the pages of its source, packed: some seven bytes a word.</summary>
public static class WordPlaces
{
    /// <summary>A page's width and height in the units that places are kept in.</summary>
    public const int PageUnits = 10_000;

    /// <param name="places">In the order of their offsets.</param>
    /// <returns>Null where there are none.</returns>
    public static byte[]? Pack(IReadOnlyList<WordPlace> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        if (places.Count == 0)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        var before = new WordPlace(0, 0, 0, 0, 0, 0, 0);
        foreach (var place in places)
        {
            // A new line is marked by a length of 0: page, top and bottom are written once for all its words.
            if (place.Page != before.Page || place.Top != before.Top || place.Bottom != before.Bottom)
            {
                writer.Write7BitEncodedInt(0);
                writer.Write7BitEncodedInt(place.Page);
                writer.Write((ushort)place.Top);
                writer.Write((ushort)place.Bottom);
            }

            writer.Write7BitEncodedInt(place.Length);
            writer.Write7BitEncodedInt(place.Start - before.Start);
            writer.Write((ushort)place.Left);
            writer.Write((ushort)place.Right);
            before = place;
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <returns>Empty where what is given is none.</returns>
    public static IReadOnlyList<WordPlace> Unpack(byte[]? packed)
    {
        var places = new List<WordPlace>();
        if (packed is null)
        {
            return places;
        }

        using var reader = new BinaryReader(new MemoryStream(packed, writable: false));
        var (start, page, top, bottom) = (0, 0, 0, 0);
        while (reader.BaseStream.Position < packed.Length)
        {
            var length = reader.Read7BitEncodedInt();
            if (length == 0)
            {
                (page, top, bottom) = (reader.Read7BitEncodedInt(), reader.ReadUInt16(), reader.ReadUInt16());
                continue;
            }

            start += reader.Read7BitEncodedInt();
            places.Add(new WordPlace(start, length, page, reader.ReadUInt16(), top, reader.ReadUInt16(), bottom));
        }

        return places;
    }
}

/// <summary>A word's place on its page, in <see cref="WordPlaces.PageUnits"/>ths of the page's width and height, from its upper left corner.</summary>
/// <param name="Start">The word's offset in its block, in UTF-16 units.</param>
/// <param name="Page">From 1.</param>
public readonly record struct WordPlace(int Start, int Length, int Page, int Left, int Top, int Right, int Bottom)
{
    public int End => Start + Length;
}

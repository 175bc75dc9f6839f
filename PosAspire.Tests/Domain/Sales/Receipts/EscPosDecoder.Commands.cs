using System.Text;

namespace PosAspire.Tests.Domain.Sales.Receipts;

internal sealed partial class EscPosDecoder
{
    private void Escape(byte command)
    {
        switch ((char)command)
        {
            // Condensed.
            case '\x0F':
                break;
            case '@':
                (isCentered, isBold, isLarge) = (false, false, false);
                break;
            case 't':
                CodePage = Next();
                break;
            case 'a':
                isCentered = (Next() & 0x0F) == 1;
                break;
            case 'j' when dialect == EscPosDialect.Daruma:
                isCentered = (Next() & 0x0F) == 1;
                break;
            case 'E':
                isBold = dialect is EscPosDialect.Daruma or EscPosDialect.Vox || (Next() & 1) == 1;
                break;
            case 'F':
                isBold = false;
                break;
            case '!':
                isLarge = (Next() & 0x30) != 0;
                break;
            case 'd':
                Feed(Next());
                break;
            case 'R' or 'M' or '-' or '3':
                Next();
                break;
            case '*':
                Skip(1);
                Skip((Next() | Next() << 8) * 3);
                break;
            case '\x81':
                var length = Next() | Next() << 8;
                QrCodes.Add(Encoding.ASCII.GetString(Take(length)[2..]));
                break;
            default:
                Signal((char)command);
                break;
        }
    }

    private void Signal(char command)
    {
        switch (command)
        {
            case 'p':
                Skip(dialect == EscPosDialect.Daruma ? 0 : 3);
                Effects.Add("drawer");
                break;
            case 'v' when dialect == EscPosDialect.Vox:
                Skip(1);
                Effects.Add("drawer");
                break;
            case '&' when dialect == EscPosDialect.Star:
                Skip(3);
                Effects.Add("drawer");
                break;
            case 'B':
                Skip(2);
                Effects.Add("buzzer");
                break;
            case '(':
                Skip(1);
                Skip(Next() | Next() << 8);
                Effects.Add("buzzer");
                break;
            default:
                throw new InvalidDataException($"ESC {command} at {at} is not known here.");
        }
    }

    private void Group(byte command)
    {
        switch ((char)command)
        {
            case '!':
                isLarge = (Next() & 0x77) != 0;
                break;
            case 'V':
                if (Next() is 65 or 66)
                    Skip(1);
                Effects.Add("cut");
                break;
            case '(':
                Block((char)Next(), Take(Next() | Next() << 8));
                break;
            case 'k':
                Skip(dialect == EscPosDialect.Vox ? 4 : 7);
                QrCodes.Add(Encoding.ASCII.GetString(Take(Array.IndexOf(bytes, (byte)0, at) - at)));
                break;
            case 'o':
                Skip(4);
                break;
            case '\xF9':
                Skip(2);
                break;
            default:
                throw new InvalidDataException($"GS {(char)command} at {at} is not known here.");
        }
    }

    // Pictures (L) are not text; QR codes (k) are stored by function 80 and printed by 81.
    private void Block(char kind, byte[] data)
    {
        if (kind != 'k' || data[0] != 49)
            return;
        if (data[1] == 80)
            qr.Clear().Append(Encoding.ASCII.GetString(data[3..]));
        else if (data[1] == 81)
            QrCodes.Add(qr.ToString());
    }

    private void Feed(int rows)
    {
        for (var row = 0; row < rows; row++)
            EndLine();
    }
}

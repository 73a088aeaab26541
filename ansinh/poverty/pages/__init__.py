"""The review desk: campaigns, communes, households, forms with live points, meetings, notices, decisions."""
